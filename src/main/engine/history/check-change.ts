import type { z } from 'zod';
import { assignmentSchema } from '../../../shared/domain/assignments';
import { chapterSchema, courseSchema } from '../../../shared/domain/courses';
import { parseRosterRow } from '../../../shared/domain/people';
import { parseQuestion } from '../../../shared/domain/questions';
import { quizSchema } from '../../../shared/domain/quizzes';
import { fail, type JsonValue } from '../../../shared/kernel/errors';
import { checkValue } from './check-value';
import { fieldsOf, type EditableTable } from './editable-fields';

/** Fields with the values they should get; domain values, not yet columns. */
export type Change = { readonly [field: string]: JsonValue };

/** The row as stored: booleans are 0 or 1, JSON is text. */
export type ChangedRow = { readonly [column: string]: string | number | null };

const schemas: { readonly [T in EditableTable]?: z.ZodObject } = {
  Assignment: assignmentSchema,
  Chapter: chapterSchema,
  Course: courseSchema,
  Quiz: quizSchema,
};

/**
 * Checks a change of one row: the fields exist, the values are of their family, and where the
 * domain has a rule for the table it is kept. Returns the values cleaned (titles, times). Fails
 * with `bad_input` that names each field in question.
 */
export function checkChange(table: EditableTable, row: ChangedRow, set: Change): Change {
  const fields = fieldsOf(table);
  const problems: string[] = [];
  const clean: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(set)) {
    const family = fields.get(name);
    const checked = family && checkValue(value, family);
    if (!checked)
      problems.push(`${name} is no field that can be set (${[...fields.keys()].join(', ')})`);
    else if (!checked.ok) problems.push(`${name} ${checked.error}`);
    else clean[name] = checked.value;
  }
  if (Object.keys(set).length === 0) problems.push('no field was named');
  if (problems.length === 0) problems.push(...domainProblems(table, row, clean));
  if (problems.length === 0) return { ...clean, ...cleanedByDomain(table, clean) };
  return fail(
    'bad_input',
    `${table} cannot be changed so: ${problems.join('; ')}. Nothing was changed.`,
    {
      problems,
    },
  );
}

function domainProblems(table: EditableTable, row: ChangedRow, set: Change): readonly string[] {
  if (table === 'Question') return questionProblems(row, set);
  if (table === 'lectern_person') return personProblems(row, set);
  const parsed = partOf(table, set);
  if (!parsed || parsed.success) return [];
  return parsed.error.issues.map((one) => `${one.path.map(String).join('.')}: ${one.message}`);
}

function cleanedByDomain(table: EditableTable, set: Change): Change {
  const parsed = partOf(table, set);
  // The schemas clean texts and keep JSON values JSON values.
  return parsed?.success ? (parsed.data as Change) : {};
}

/** The fields the domain knows, parsed by it; the rest of the change it has no opinion on. */
function partOf(table: EditableTable, set: Change) {
  const schema = schemas[table];
  if (!schema) return undefined;
  const known = Object.entries(set).filter(([name]) => Object.hasOwn(schema.shape, name));
  return schema.partial().safeParse(Object.fromEntries(known));
}

/**
 * A question is judged whole: an answer key that fits no option must not be stored. What an
 * unfinished import lacked before the change is not held against it.
 */
function questionProblems(row: ChangedRow, set: Change): readonly string[] {
  const before = new Set(problemsOf(row, {}));
  return problemsOf(row, set).filter((problem) => !before.has(problem));
}

function problemsOf(row: ChangedRow, set: Change): readonly string[] {
  const { type, question, explanation, points, order } = { ...row, ...set };
  const json = (name: string): JsonValue => {
    const value = set[name];
    if (value !== undefined) return value;
    const stored = row[name];
    // A CHECK of the table keeps these columns to valid JSON.
    return typeof stored === 'string' ? (JSON.parse(stored) as JsonValue) : null;
  };
  const options = json('options') ?? {};
  const correctAnswer = json('correctAnswer');
  const parsed = parseQuestion({
    type,
    question,
    options,
    correctAnswer,
    explanation,
    points,
    order,
  });
  return parsed.ok ? [] : parsed.error.map(({ path, message }) => `${path}: ${message}`);
}

function personProblems(row: ChangedRow, set: Change): readonly string[] {
  const { user_id: userId, name, email } = { ...row, ...set };
  const parsed = parseRosterRow({
    userId: String(userId),
    name: String(name ?? ''),
    email: typeof email === 'string' ? email : null,
  });
  return parsed.ok ? [] : parsed.error.map(({ field, message }) => `${field}: ${message}`);
}
