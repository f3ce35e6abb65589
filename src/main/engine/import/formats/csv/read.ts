import { keepRaw, type Draft, type DraftQuestion } from '../../draft';
import { toMarkdown } from '../../markup';
import { Notes, type Refusal } from '../../notes';
import { cleanContent } from '../clean-content';
import type { ReadOptions } from '../format';
import type { QuestionContent } from '../../../../../shared/domain/questions';
import { err, ok, type Result } from '../../../../../shared/kernel/result';
import { layoutOf, type Layout } from './columns';
import { contentOf, type AnswerCells } from './content';
import { unguardFormula } from './formula';
import { rowsOf, type Row } from './rows';

/**
 * Reads a table with one question in a row. Which column is what comes from its header or from
 * the person's mapping; texts are Markdown, so that an export comes back as it was.
 */
export function* readCsv(text: string, options: ReadOptions): Generator<Draft> {
  const layout = layoutOf(text, options);
  if ('failure' in layout) return;
  const numbered = isNumbered(text, layout);
  for (const row of questionRows(text, layout)) yield readRow(row, layout, numbered);
}

function* questionRows(text: string, layout: Layout): Generator<Row> {
  let header = layout.hasHeader;
  for (const row of rowsOf(text, layout.delimiter)) {
    if (row.line === 1 && /^\ufeff?sep=/i.test(row.raw)) continue;
    if (header) header = false;
    else yield row;
  }
}

/** How many rows tell whether the file numbers its right answers. */
const evidenceRows = 500;

function isNumbered(text: string, layout: Layout): boolean {
  const place = layout.places.get('correct');
  if (place === undefined) return false;
  let seen = 0;
  for (const row of questionRows(text, layout)) {
    const answers = answersOf(row, layout);
    const correct = (row.cells[place] ?? '').trim();
    if (answers.length < 2 || correct === '') continue;
    const columns = new Set(answers.map(({ column }) => String(column)));
    if (!correct.split(/[;,|]/).every((part) => columns.has(part.trim()))) return false;
    seen += 1;
    if (seen === evidenceRows) break;
  }
  return seen > 0;
}

function cellOf(row: Row, layout: Layout, field: string): string {
  const place = layout.places.get(field);
  return place === undefined ? '' : unguardFormula(row.cells[place] ?? '').replace(/^ +| +$/g, '');
}

function answersOf(row: Row, layout: Layout): AnswerCells['answers'] {
  const answers: { column: number; text: string }[] = [];
  for (const field of layout.places.keys()) {
    if (!field.startsWith('option')) continue;
    const text = cellOf(row, layout, field);
    if (text.trim() !== '') answers.push({ column: Number(field.slice('option'.length)), text });
  }
  return answers.sort((one, other) => one.column - other.column);
}

function readRow(row: Row, layout: Layout, numbered: boolean): Draft {
  const notes = new Notes(row.line);
  const { problems, losses } = notes;
  const stem = toMarkdown(cellOf(row, layout, 'question'), 'markdown', notes);
  const title = cellOf(row, layout, 'title') || null;
  const base = { line: row.line, raw: keepRaw(row.raw), title, stem, problems, losses };
  const content = row.broken ? err(brokenQuote) : readContent(row, layout, numbered, stem, notes);
  noteOtherColumns(row, layout, notes);
  if (stem.trim() === '') notes.problem('missing', 'The row has no question');
  if (!content.ok) {
    const { code, message, keepStem } = content.error;
    notes.problem(code, message);
    if (!keepStem || stem.trim() === '') return { ...base, question: null, needsAttention: false };
    notes.loss('answers', row.raw);
    const question = withCommon(
      { type: 'essay', options: {}, correctAnswer: {} },
      row,
      layout,
      stem,
      notes,
    );
    return { ...base, question, needsAttention: true };
  }
  if (stem.trim() === '') return { ...base, question: null, needsAttention: false };
  return {
    ...base,
    question: withCommon(content.value, row, layout, stem, notes),
    needsAttention: false,
  };
}

const brokenQuote: Refusal = {
  code: 'unclosed_quote',
  message: 'A cell begins with a quotation mark that never ends',
};

function withCommon(
  content: QuestionContent,
  row: Row,
  layout: Layout,
  stem: string,
  notes: Notes,
): DraftQuestion {
  const explanation = toMarkdown(cellOf(row, layout, 'explanation'), 'markdown', notes) || null;
  return { ...content, question: stem, explanation, points: pointsOf(row, layout, content, notes) };
}

function pointsOf(row: Row, layout: Layout, content: QuestionContent, notes: Notes): number {
  const text = cellOf(row, layout, 'points').trim();
  const usual = content.type === 'description' ? 0 : 1;
  if (text === '') return usual;
  const points = Number(text.replace(',', '.'));
  if (!Number.isFinite(points) || points < 0) {
    notes.problem(
      'bad_points',
      `"${text.slice(0, 40)}" is no number of points; ${usual} was taken`,
    );
    return usual;
  }
  if (!Number.isInteger(points))
    notes.loss('points', `${text} was rounded to ${Math.round(points)}`);
  return Math.round(points);
}

function readContent(
  row: Row,
  layout: Layout,
  numbered: boolean,
  stem: string,
  notes: Notes,
): Result<QuestionContent, Refusal> {
  const details = cellOf(row, layout, 'details').trim();
  if (details !== '') return fromDetails(details, cellOf(row, layout, 'type'), stem, notes);
  const wrong: string[] = [];
  for (const field of layout.places.keys()) {
    const text = field.startsWith('wrong') ? cellOf(row, layout, field) : '';
    if (text.trim() !== '') wrong.push(toMarkdown(text, 'markdown', notes));
  }
  const type = cellOf(row, layout, 'type');
  // Accepted answers are compared with what a learner types and are no Markdown.
  const typed = /^\s*(?:short.?answer|sa|numeric(?:al)?|num)\s*$/i.test(type);
  const answers = answersOf(row, layout).map(({ column, text }) => ({
    column,
    text: typed ? text : toMarkdown(text, 'markdown', notes),
  }));
  const openTable =
    !layout.places.has('correct') &&
    ![...layout.places.keys()].some((field) => /^(?:option|wrong)/.test(field));
  const correct = cellOf(row, layout, 'correct');
  return contentOf(
    {
      type,
      answers,
      wrong,
      correct,
      fraction: cellOf(row, layout, 'fraction'),
      numbered,
      openTable,
    },
    notes,
  );
}

/** What an export writes where plain columns cannot say it all: `{ options, correctAnswer }`. */
function fromDetails(
  details: string,
  type: string,
  stem: string,
  notes: Notes,
): Result<QuestionContent, Refusal> {
  let value: unknown;
  try {
    value = JSON.parse(details);
  } catch {
    return err({
      code: 'bad_details',
      message: 'The cell in "Details" is no JSON',
      keepStem: true,
    });
  }
  const { options, correctAnswer } =
    typeof value === 'object' && value !== null
      ? { options: undefined, correctAnswer: undefined, ...value }
      : {};
  const cleaned = cleanContent({ type: type.trim(), options, correctAnswer }, stem, notes);
  if (cleaned.ok) return ok(cleaned.value);
  const why = cleaned.error.map(({ path, message }) => `${path}: ${message}`).join('; ');
  return err({
    code: 'bad_details',
    message: `The cell in "Details" does not fit the type: ${why}`,
    keepStem: true,
  });
}

/** A filled cell that no field of Lectern takes is a loss, never silence. */
function noteOtherColumns(row: Row, layout: Layout, notes: Notes): void {
  const used = new Set(layout.places.values());
  row.cells.forEach((cell, place) => {
    if (used.has(place) || cell.trim() === '') return;
    notes.loss(layout.names[place] || `column ${place + 1}`, cell.slice(0, 1000));
  });
}
