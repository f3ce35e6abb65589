import type { AcceptedNumber, QuestionContent } from '../../../../../shared/domain/questions';
import type { ExportLoss, OutgoingQuestion, Written } from '../../draft';
import { escapeGift } from './escapes';

type Lose = (field: string, text: string) => void;

/** Writes GIFT that Moodle and our own reader understand; each text says that it is Markdown. */
export function writeGift(questions: Iterable<OutgoingQuestion>): Written {
  const blocks: string[] = [];
  const losses: ExportLoss[] = [];
  for (const question of questions) {
    const lose: Lose = (field, text) => losses.push({ id: question.id, field, text });
    const answers = answersOf(question, lose);
    if (answers === undefined)
      lose(
        'question',
        `GIFT has no ${question.type.replace('_', ' ')}: ${question.question.slice(0, 100)}`,
      );
    else blocks.push(blockOf(question, answers, lose));
  }
  return { text: blocks.map((block) => `${block}\n\n`).join(''), written: blocks.length, losses };
}

function blockOf(question: OutgoingQuestion, answers: string | null, lose: Lose): string {
  const title = question.title?.replace(/\s+/g, ' ').trim() ?? '';
  const head = (title === '' ? '' : `::${escapeGift(title)}::`) + markdown(question.question);
  const usual = question.type === 'description' ? 0 : 1;
  if (question.points !== usual) lose('points', String(question.points));
  if (answers === null) {
    if (question.explanation) lose('explanation', question.explanation);
    return head;
  }
  const general = question.explanation ? `\n\t####${text(question.explanation)}` : '';
  return `${head}{${answers}${general}${general === '' && !answers.includes('\n') ? '' : '\n'}}`;
}

/** The stem sets the format for all that follows in its braces. */
function markdown(value: string): string {
  return `[markdown]${escapeGift(value)}`;
}

/** A text inside the braces; one that begins like a format must say its own. */
function text(value: string): string {
  return value.startsWith('[') ? markdown(value) : escapeGift(value);
}

function feedback(value: string | undefined): string {
  return value ? `#${text(value)}` : '';
}

/** What stands between the braces; null for a description, undefined for what GIFT cannot say. */
function answersOf(content: QuestionContent, lose: Lose): string | null | undefined {
  switch (content.type) {
    case 'description':
      return null;
    case 'essay':
      return '';
    case 'single_choice':
      return singleChoice(content);
    case 'multiple_choice':
      return content.options
        .map((option) => line('~', percent(content.correctAnswer.weights[option.id] ?? 0), option))
        .join('');
    case 'true_false':
      return trueFalse(content.correctAnswer);
    case 'short_answer':
      return shortAnswer(content.correctAnswer, lose);
    case 'numeric':
      return numeric(content.correctAnswer, lose);
    case 'matching':
      return matching(content);
    case 'ordering':
    case 'fill_blanks':
      return undefined;
  }
}

function line(
  marker: string,
  weight: string,
  answer: { readonly text: string; readonly feedback?: string | undefined },
): string {
  // A text that begins like a weight needs a weight before it.
  const guard =
    weight === '' && /^%/.test(answer.text) ? (marker === '=' ? '%100%' : '%0%') : weight;
  return `\n\t${marker}${guard}${text(answer.text)}${feedback(answer.feedback)}`;
}

function percent(weight: number): string {
  return weight === 0 ? '' : `%${Math.round(weight * 1e7) / 1e5}%`;
}

function singleChoice(content: Extract<QuestionContent, { type: 'single_choice' }>): string {
  const { optionId, weights = {} } = content.correctAnswer;
  return content.options
    .map((option) =>
      option.id === optionId
        ? line('=', '', option)
        : line('~', percent(weights[option.id] ?? 0), option),
    )
    .join('');
}

function trueFalse(
  answer: Extract<QuestionContent, { type: 'true_false' }>['correctAnswer'],
): string {
  const { value, feedback: given = {} } = answer;
  const wrong = (value ? given.false : given.true) ?? '';
  const right = (value ? given.true : given.false) ?? '';
  const word = value ? 'TRUE' : 'FALSE';
  if (right !== '') return `${word}#${text(wrong)}#${text(right)}`;
  return word + feedback(wrong);
}

function shortAnswer(
  {
    accepted,
    caseSensitive,
    wildcards,
  }: Extract<QuestionContent, { type: 'short_answer' }>['correctAnswer'],
  lose: Lose,
): string | undefined {
  // An arrow would make a matching question of it.
  if (accepted.some((entry) => `${entry.text}${entry.feedback ?? ''}`.includes('->')))
    return undefined;
  if (caseSensitive) lose('case', 'GIFT never tells capitals from small letters');
  return accepted
    .map((entry) => {
      const literal = wildcards ? entry.text : entry.text.replaceAll('*', '\\*');
      return line('=', entry.weight === 1 ? '' : percent(entry.weight) || '%0%', {
        ...entry,
        text: literal,
      });
    })
    .join('');
}

function numeric(
  { accepted, unit }: Extract<QuestionContent, { type: 'numeric' }>['correctAnswer'],
  lose: Lose,
): string {
  if (unit !== undefined) lose('unit', unit);
  const lines = accepted.map((entry) => {
    const weight = entry.weight === 1 ? '' : percent(entry.weight) || '%0%';
    return `\n\t=${weight}${rangeOf(entry, lose)}${feedback(entry.feedback)}`;
  });
  return `#${lines.join('')}`;
}

function rangeOf(entry: AcceptedNumber, lose: Lose): string {
  if ('min' in entry) return `${entry.min}..${entry.max}`;
  if (!entry.relative) return `${entry.value}:${entry.tolerance}`;
  const tolerance = Math.abs(entry.value) * entry.tolerance;
  lose('tolerance', `${entry.tolerance * 100}% is written as ${tolerance}`);
  return `${entry.value}:${tolerance}`;
}

function matching({
  options,
  correctAnswer,
}: Extract<QuestionContent, { type: 'matching' }>): string | undefined {
  const rightOf = new Map(correctAnswer.pairs);
  const used = new Set(rightOf.values());
  const rows = options.left.map((left) => ({ left: left.text, id: rightOf.get(left.id) }));
  const spare = options.right.filter(({ id }) => !used.has(id)).map(({ id }) => ({ left: '', id }));
  const texts = new Map(options.right.map(({ id, text: value }) => [id, value]));
  const all = [...rows, ...spare];
  if (all.length < 2) return undefined;
  return (
    all
      // The first arrow divides a row; in a left text it is written so that it only looks like one.
      .map(
        ({ left, id }) =>
          `\n\t=${text(left.replaceAll('->', '-&gt;'))} -> ${escapeGift(texts.get(id ?? '') ?? '')}`,
      )
      .join('')
  );
}
