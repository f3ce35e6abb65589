import {
  equalWeights,
  isQuestionType,
  type AcceptedNumber,
  type QuestionContent,
  type QuestionType,
} from '../../../../../shared/domain/questions';
import { err, ok, type Result } from '../../../../../shared/kernel/result';
import { optionId } from '../../draft';
import type { Notes, Refusal } from '../../notes';

/** The cells of a row that make up its answers. */
export type AnswerCells = {
  readonly type: string;
  /** Filled answer cells, with the number of their column. */
  readonly answers: readonly { readonly column: number; readonly text: string }[];
  /** Cells of columns for wrong answers only. */
  readonly wrong: readonly string[];
  readonly correct: string;
  readonly fraction: string;
  /** True when the file numbers the right answers, so "4" is the fourth and not the text 4. */
  readonly numbered: boolean;
  /** The table has no column for right answers at all. */
  readonly openTable: boolean;
};

const typeNames: { readonly [name: string]: QuestionType | 'choice' | undefined } = {
  'multiple choice': 'choice',
  multichoice: 'choice',
  mc: 'choice',
  mcq: 'choice',
  choice: 'choice',
  'multiple answer': 'choice',
  'multiple answers': 'choice',
  ma: 'choice',
  'single choice': 'choice',
  quiz: 'choice',
  'true false': 'true_false',
  truefalse: 'true_false',
  tf: 'true_false',
  'true or false': 'true_false',
  'short answer': 'short_answer',
  shortanswer: 'short_answer',
  sa: 'short_answer',
  text: 'short_answer',
  numerical: 'numeric',
  num: 'numeric',
  number: 'numeric',
  match: 'matching',
  mat: 'matching',
  order: 'ordering',
  ord: 'ordering',
  'essay question': 'essay',
  ess: 'essay',
  info: 'description',
};

/** The type a row says it is; undefined when it says nothing. */
export function statedType(text: string): QuestionType | 'choice' | 'unknown' | undefined {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === '') return undefined;
  if (isQuestionType(trimmed)) return trimmed;
  const plain = trimmed.replace(/[^\p{L}]+/gu, ' ').trim();
  return (Object.hasOwn(typeNames, plain) ? typeNames[plain] : undefined) ?? 'unknown';
}

/** Makes the typed part of a question of a row; texts are taken as they are. */
export function contentOf(cells: AnswerCells, notes: Notes): Result<QuestionContent, Refusal> {
  const type = statedType(cells.type);
  if (type === 'unknown') {
    return err({
      code: 'unknown_type',
      message: `The type "${cells.type.slice(0, 60)}" is not known`,
      keepStem: true,
    });
  }
  switch (type ?? inferType(cells)) {
    case 'choice':
    case 'single_choice':
    case 'multiple_choice':
      return choice(cells, type);
    case 'true_false':
      return trueFalse(cells);
    case 'short_answer':
      return shortAnswer(cells, notes);
    case 'numeric':
      return numeric(cells);
    case 'matching':
      return matching(cells);
    case 'ordering':
      return ordering(cells);
    case 'description':
      return ok({ type: 'description', options: {}, correctAnswer: {} });
    case 'essay':
      return ok({ type: 'essay', options: {}, correctAnswer: {} });
    case 'fill_blanks':
      return err({
        code: 'needs_details',
        message: 'A text with blanks needs the column "Details" that an export writes',
        keepStem: true,
      });
  }
}

function inferType({ answers, wrong, correct, openTable }: AnswerCells): QuestionType | 'choice' {
  if (answers.length + wrong.length >= 2 || (wrong.length > 0 && correct !== '')) return 'choice';
  if (openTable && answers.length === 0) return 'essay';
  return /^(?:t|f|true|false)$/i.test(correct) ? 'true_false' : 'short_answer';
}

function choice(
  cells: AnswerCells,
  type: QuestionType | 'choice' | undefined,
): Result<QuestionContent, Refusal> {
  const texts = cells.answers.map(({ text }) => text);
  const loose = cells.wrong.length > 0 && cells.correct !== '' && texts.length === 0;
  const all = loose ? [cells.correct, ...cells.wrong] : [...texts, ...cells.wrong];
  if (all.length < 2)
    return err({ code: 'too_few_answers', message: 'A choice needs two answers or more' });
  const right = loose ? [0] : rightPlaces(cells);
  if (!Array.isArray(right)) return err(right);
  const options = all.map((text, index) => ({ id: optionId(index), text }));
  const ids = right.map((index) => optionId(index));
  const [first = ''] = ids;
  const many = type === 'multiple_choice' || (type !== 'single_choice' && ids.length > 1);
  if (!many && ids.length > 1)
    return err({
      code: 'no_right_answer',
      message: 'A single choice has one right answer, not several',
    });
  return many
    ? ok({ type: 'multiple_choice', options, correctAnswer: { weights: equalWeights(ids) } })
    : ok({ type: 'single_choice', options, correctAnswer: { optionId: first } });
}

/** Places of the right answers among the filled ones. */
function rightPlaces({
  answers,
  correct,
  numbered,
}: Pick<AnswerCells, 'answers' | 'correct' | 'numbered'>): number[] | Refusal {
  if (correct.trim() === '')
    return { code: 'no_right_answer', message: 'The row does not say which answer is right' };
  const whole = numbered ? -1 : placeOfText(answers, correct);
  if (whole !== -1) return [whole];
  const places: number[] = [];
  for (const part of correct.split(/[;,|]/)) {
    if (part.trim() === '') continue;
    const place = placeOf(answers, part, numbered);
    if (place === -1)
      return {
        code: 'no_right_answer',
        message: `"${part.trim().slice(0, 60)}" is none of the answers of this row`,
      };
    if (!places.includes(place)) places.push(place);
  }
  return places.length > 0
    ? places
    : { code: 'no_right_answer', message: 'The row does not say which answer is right' };
}

function placeOf(answers: AnswerCells['answers'], part: string, numbered: boolean): number {
  const byText = placeOfText(answers, part);
  if (byText !== -1 && !numbered) return byText;
  const label = part.trim().replace(/^(?:answer|option|choice)\s*/i, '');
  const column = /^\d+$/.test(label)
    ? Number(label)
    : /^[a-z]$/i.test(label)
      ? label.toLowerCase().charCodeAt(0) - 96
      : -1;
  const place = answers.findIndex((answer) => answer.column === column);
  return place === -1 ? byText : place;
}

function placeOfText(answers: AnswerCells['answers'], text: string): number {
  const wanted = text.trim().toLowerCase();
  return answers.findIndex((answer) => answer.text.trim().toLowerCase() === wanted);
}

function trueFalse({ correct, answers, numbered }: AnswerCells): Result<QuestionContent, Refusal> {
  const named = answers.length > 0 ? rightPlaces({ correct, answers, numbered }) : undefined;
  const word = Array.isArray(named) ? (answers[named[0] ?? -1]?.text ?? correct) : correct;
  const plain = word.trim().toLowerCase();
  if (/^(?:t|true|yes|1|right|wahr|richtig)$/.test(plain))
    return ok({ type: 'true_false', options: {}, correctAnswer: { value: true } });
  if (/^(?:f|false|no|0|wrong|falsch)$/.test(plain))
    return ok({ type: 'true_false', options: {}, correctAnswer: { value: false } });
  return err({
    code: 'no_right_answer',
    message: `"${correct.slice(0, 60)}" is neither true nor false`,
  });
}

function shortAnswer(
  { answers, correct, fraction }: AnswerCells,
  notes: Notes,
): Result<QuestionContent, Refusal> {
  const shares =
    fraction.trim() === ''
      ? []
      : fraction.split(';').map((share) => Number(share.trim().replace(',', '.')));
  const given = correct.trim() === '' ? [] : shares.length > 1 ? correct.split(';') : [correct];
  const texts = [...answers.map(({ text }) => text), ...given]
    .map((text) => text.trim())
    .filter((text) => text !== '');
  if (texts.length === 0)
    return err({ code: 'no_right_answer', message: 'The row has no accepted answer' });
  const accepted = texts.map((text, index) => {
    const share = shares[index] ?? 1;
    const usable = Number.isFinite(share) && share >= 0 && share <= 1;
    if (!usable) notes.loss('fraction', fraction);
    return { text, weight: usable ? share : 1 };
  });
  return ok({
    type: 'short_answer',
    options: {},
    correctAnswer: { accepted, caseSensitive: false, wildcards: false },
  });
}

const decimal = '[+-]?\\d+(?:[.,]\\d+)?(?:e[+-]?\\d{1,3})?';
const rangePattern = new RegExp(`^(${decimal})\\s*\\.\\.\\s*(${decimal})$`, 'i');
const valuePattern = new RegExp(`^(${decimal})(?:\\s*(?::|±|\\+-|\\+/-)\\s*(${decimal}))?$`, 'i');

function numeric({ answers, correct }: AnswerCells): Result<QuestionContent, Refusal> {
  const accepted: AcceptedNumber[] = [];
  for (const text of [...answers.map((answer) => answer.text), correct].map((cell) =>
    cell.trim(),
  )) {
    if (text === '') continue;
    const range = rangePattern.exec(text);
    const value = valuePattern.exec(text);
    if (range) accepted.push({ min: toNumber(range[1]), max: toNumber(range[2]), weight: 1 });
    else if (value)
      accepted.push({ value: toNumber(value[1]), tolerance: toNumber(value[2] ?? '0'), weight: 1 });
    else
      return err({
        code: 'not_a_number',
        message: `"${text.slice(0, 60)}" is not a number, number:tolerance or low..high`,
      });
  }
  if (accepted.length === 0)
    return err({ code: 'no_right_answer', message: 'The row has no accepted number' });
  return ok({ type: 'numeric', options: {}, correctAnswer: { accepted } });
}

function toNumber(text: string | undefined): number {
  return Number((text ?? '').replace(',', '.'));
}

function matching({ answers }: AnswerCells): Result<QuestionContent, Refusal> {
  const left: { id: string; text: string }[] = [];
  const right: { id: string; text: string }[] = [];
  const pairs: [string, string][] = [];
  for (const { text } of answers) {
    const arrow = text.indexOf('->');
    if (arrow === -1)
      return err({ code: 'no_arrow', message: `The pair "${text.slice(0, 60)}" has no ->` });
    const [from, to] = [text.slice(0, arrow).trim(), text.slice(arrow + 2).trim()];
    const partner = right.find((part) => part.text === to) ?? {
      id: String(right.length + 1),
      text: to,
    };
    if (!right.includes(partner)) right.push(partner);
    if (from === '') continue;
    left.push({ id: optionId(left.length), text: from });
    pairs.push([optionId(left.length - 1), partner.id]);
  }
  return ok({ type: 'matching', options: { left, right }, correctAnswer: { pairs } });
}

function ordering({ answers }: AnswerCells): Result<QuestionContent, Refusal> {
  const options = answers.map(({ text }, index) => ({ id: optionId(index), text }));
  return ok({ type: 'ordering', options, correctAnswer: { order: options.map(({ id }) => id) } });
}
