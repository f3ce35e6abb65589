import { keepRaw, type Draft } from '../../draft';
import { toMarkdown } from '../../markup';
import { Notes } from '../../notes';
import { countNewlines, unifyNewlines } from '../../text-lines';
import { cleanContent } from '../clean-content';
import { elementsOf } from './elements';
import { formatName, formatVersion } from './version';

type Field = { readonly [name: string]: unknown };

/**
 * Reads our own JSON, `{ format, version, questions: [...] }` or a bare list of questions. Each
 * question is parsed by itself, so that a fault in one has its line and costs no other.
 */
export function* readJson(text: string): Generator<Draft> {
  const plain = unifyNewlines(text).replace(/^\ufeff/, '');
  const found = elementsOf(plain);
  const version = /"version"\s*:\s*(\d{1,9})/.exec(plain.slice(0, found.start))?.[1];
  if (plain.slice(0, found.start).includes(`"${formatName}"`) && Number(version) > formatVersion) {
    yield refusal(
      1,
      `This file is of version ${version}; this program reads up to ${formatVersion}. Update Lectern, or export as GIFT or CSV`,
    );
    return;
  }
  let line = 1;
  let counted = 0;
  for (const { start, end } of found.elements) {
    line += countNewlines(plain.slice(counted, start));
    counted = start;
    yield readElement(plain.slice(start, end), line);
  }
  if (found.problem !== undefined) {
    const at = found.problem.at;
    yield refusal(line + countNewlines(plain.slice(counted, at)), found.problem.message);
  }
}

function refusal(line: number, message: string, raw = ''): Draft {
  const notes = new Notes(line);
  notes.problem('bad_json', message);
  return {
    line,
    raw: keepRaw(raw),
    title: null,
    stem: '',
    question: null,
    needsAttention: false,
    problems: notes.problems,
    losses: [],
  };
}

function readElement(source: string, line: number): Draft {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    return refusal(
      line,
      `This is no valid JSON: ${error instanceof Error ? error.message : String(error)}`,
      source,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refusal(line, 'A question must be an object', source);
  return readQuestion({ ...value }, source, line);
}

const known = new Set([
  'id',
  'title',
  'type',
  'question',
  'options',
  'correctAnswer',
  'explanation',
  'points',
  'order',
]);

function readQuestion(field: Field, source: string, line: number): Draft {
  const notes = new Notes(line);
  const textOf = (name: string): string => {
    const value = Object.hasOwn(field, name) ? field[name] : undefined;
    return typeof value === 'string' ? value : '';
  };
  const stem = toMarkdown(textOf('question'), 'markdown', notes);
  const title = textOf('title') || null;
  const base = {
    line,
    raw: keepRaw(source),
    title,
    stem,
    problems: notes.problems,
    losses: notes.losses,
  };
  const own = (name: string): unknown => (Object.hasOwn(field, name) ? field[name] : undefined);
  const content = cleanContent(
    { type: own('type'), options: own('options'), correctAnswer: own('correctAnswer') },
    stem,
    notes,
  );
  for (const name of Object.keys(field))
    if (!known.has(name)) notes.loss(name.slice(0, 60), JSON.stringify(field[name]).slice(0, 1000));
  if (!content.ok) {
    for (const { code, path, message } of content.error)
      notes.problem(code, path === '' ? message : `${path}: ${message}`);
    return { ...base, question: null, needsAttention: false };
  }
  const explanation = toMarkdown(textOf('explanation'), 'markdown', notes) || null;
  const points = pointsOf(own('points'), content.value.type, notes);
  return {
    ...base,
    question: { ...content.value, question: stem, explanation, points },
    needsAttention: false,
  };
}

function pointsOf(value: unknown, type: string, notes: Notes): number {
  if (value === undefined) return type === 'description' ? 0 : 1;
  if (typeof value === 'number' && Number.isFinite(value)) {
    if (!Number.isInteger(value))
      notes.loss('points', `${value} was rounded to ${Math.round(value)}`);
    return Math.round(value);
  }
  notes.problem(
    'bad_points',
    `${JSON.stringify(value).slice(0, 40)} is no number of points; 1 was taken`,
  );
  return 1;
}
