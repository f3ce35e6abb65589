import { isDeepStrictEqual } from 'node:util';
import type { QuestionContent } from '../../../../../shared/domain/questions';
import type { OutgoingQuestion, Written } from '../../draft';
import { Notes } from '../../notes';
import { contentOf } from './content';
import { guardFormula } from './formula';

/** Cells of one question; `details` only where the plain cells cannot say it all. */
type Cells = {
  readonly answers: readonly string[];
  readonly correct: string;
  readonly details: string;
};

/**
 * Writes a table that a spreadsheet shows well and our reader reads back without loss: what the
 * plain columns cannot say goes as JSON into the column "Details".
 */
export function writeCsv(questions: Iterable<OutgoingQuestion>): Written {
  const rows: { readonly question: OutgoingQuestion; readonly cells: Cells }[] = [];
  let width = 2;
  for (const question of questions) {
    const cells = cellsOf(question);
    width = Math.max(width, cells.answers.length);
    rows.push({ question, cells });
  }
  const answers = Array.from({ length: width }, (_, index) => `Answer ${index + 1}`);
  const lines = [
    record([
      'Type',
      'Question',
      ...answers,
      'Correct',
      'Points',
      'Explanation',
      'Title',
      'Details',
    ]),
  ];
  for (const { question, cells } of rows) {
    const filled = answers.map((_, index) => cells.answers[index] ?? '');
    lines.push(
      record([
        question.type,
        question.question,
        ...filled,
        cells.correct,
        String(question.points),
        question.explanation ?? '',
        question.title ?? '',
        cells.details,
      ]),
    );
  }
  // The mark tells spreadsheets that this is UTF-8.
  return { text: `\ufeff${lines.join('')}`, written: rows.length, losses: [] };
}

function record(cells: readonly string[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(text: string): string {
  const guarded = guardFormula(text);
  return /[",;|\t\r\n]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

function cellsOf(question: OutgoingQuestion): Cells {
  const plain = plainCells(question);
  if (plain && comesBack(question, plain)) return { ...plain, details: '' };
  const { options, correctAnswer } = question;
  return { answers: [], correct: '', details: JSON.stringify({ options, correctAnswer }) };
}

/** The proof of the plain cells: our own reader makes the same question of them. */
function comesBack(
  question: OutgoingQuestion,
  { answers, correct }: Pick<Cells, 'answers' | 'correct'>,
): boolean {
  if (answers.some((text) => text.trim() === '' || /^ | $/.test(text))) return false;
  const read = contentOf(
    {
      type: question.type,
      answers: answers.map((text, index) => ({ column: index + 1, text })),
      wrong: [],
      correct,
      fraction: '',
      numbered: true,
      openTable: false,
    },
    new Notes(1),
  );
  if (!read.ok) return false;
  const { type, options, correctAnswer } = question;
  return isDeepStrictEqual(
    plainData({ ...read.value }),
    plainData({ type, options, correctAnswer }),
  );
}

/** Without undefined fields, as JSON stores it. */
function plainData(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}

function plainCells(content: QuestionContent): Pick<Cells, 'answers' | 'correct'> | undefined {
  switch (content.type) {
    case 'single_choice': {
      const place = content.options.findIndex(({ id }) => id === content.correctAnswer.optionId);
      return { answers: content.options.map(({ text }) => text), correct: String(place + 1) };
    }
    case 'multiple_choice': {
      const { weights } = content.correctAnswer;
      const right = content.options.flatMap(({ id }, index) =>
        (weights[id] ?? 0) > 0 ? [index + 1] : [],
      );
      return { answers: content.options.map(({ text }) => text), correct: right.join(';') };
    }
    case 'true_false':
      return { answers: [], correct: content.correctAnswer.value ? 'TRUE' : 'FALSE' };
    case 'short_answer':
      return { answers: content.correctAnswer.accepted.map(({ text }) => text), correct: '' };
    case 'numeric':
      return { answers: content.correctAnswer.accepted.map(rangeText), correct: '' };
    case 'ordering':
      return { answers: orderedTexts(content), correct: '' };
    case 'matching':
      return { answers: pairTexts(content), correct: '' };
    case 'essay':
    case 'description':
      return { answers: [], correct: '' };
    case 'fill_blanks':
      return undefined;
  }
}

function rangeText(
  accepted: Extract<QuestionContent, { type: 'numeric' }>['correctAnswer']['accepted'][number],
): string {
  if ('min' in accepted) return `${accepted.min}..${accepted.max}`;
  return accepted.tolerance === 0
    ? String(accepted.value)
    : `${accepted.value}:${accepted.tolerance}`;
}

function orderedTexts({
  options,
  correctAnswer,
}: Extract<QuestionContent, { type: 'ordering' }>): string[] {
  return correctAnswer.order.map((id) => options.find((option) => option.id === id)?.text ?? '');
}

function pairTexts({
  options,
  correctAnswer,
}: Extract<QuestionContent, { type: 'matching' }>): string[] {
  const right = new Map(options.right.map(({ id, text }) => [id, text]));
  const partner = new Map(correctAnswer.pairs);
  const used = new Set(partner.values());
  const rows = options.left.map(
    ({ id, text }) => `${text} -> ${right.get(partner.get(id) ?? '') ?? ''}`,
  );
  return [
    ...rows,
    ...options.right.filter(({ id }) => !used.has(id)).map(({ text }) => `-> ${text}`),
  ];
}
