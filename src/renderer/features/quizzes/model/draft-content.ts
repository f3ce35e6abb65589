import type { QuestionRow } from '../../../../shared/contract/questions';
import { parseQuestion } from '../../../../shared/domain/questions';
import type { QuestionProblem } from '../../../../shared/domain/questions';

/** JSON as the contract carries it. */
export type Json = QuestionRow['options'];

/** JSON that a person types by hand, kept letter by letter while it cannot be read. */
export type JsonTexts = { readonly options?: string; readonly correctAnswer?: string };

/** A question as its editor holds it: perhaps unfinished, so only the outer shape is certain. */
export type DraftContent = {
  readonly type: string;
  readonly question: string;
  readonly options: Json;
  readonly correctAnswer: Json;
  /** Empty for none. */
  readonly explanation: string;
  /** Null while the field is empty. */
  readonly points: number | null;
  readonly texts?: JsonTexts;
};

/** What is stored of a question, in the shape the editor works on. */
export function contentOf(row: QuestionRow): DraftContent {
  const { type, question, options, correctAnswer, points } = row;
  // The plan allows a null here; it means the same as nothing to choose from.
  return {
    type,
    question,
    options: options ?? {},
    correctAnswer,
    explanation: row.explanation ?? '',
    points,
  };
}

/** What the engine is sent; only meaningful for content without problems. */
export function inputOf(content: DraftContent) {
  const { type, question, options, correctAnswer, explanation, points } = content;
  return {
    type,
    question,
    options,
    correctAnswer,
    explanation: explanation.trim() === '' ? null : explanation,
    points: points ?? 0,
  };
}

/** The same JSON whatever the order of its fields: storing may write them in another one. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join()}}`;
}

/** Whether two contents would be stored as the same question; unreadable JSON is never the same. */
export function sameContent(one: DraftContent, other: DraftContent): boolean {
  if (jsonProblems(one).length + jsonProblems(other).length > 0) return one === other;
  return one.points === other.points && canonical(inputOf(one)) === canonical(inputOf(other));
}

/** Reads JSON typed by hand; the error says where it stops making sense. */
export function readJson(
  text: string,
): { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly message: string } {
  try {
    // JSON.parse gives nothing but JSON, which is what the type says.
    return { ok: true, value: JSON.parse(text) as Json };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const place = /line (\d+) column (\d+)/.exec(reason);
    const at = place ? `line ${place[1]}, column ${place[2]}: ` : '';
    return { ok: false, message: `${at}${reason.replace(/ (in JSON )?at position .*$/, '')}` };
  }
}

function jsonProblems({ texts = {} }: DraftContent): readonly QuestionProblem[] {
  return (['options', 'correctAnswer'] as const).flatMap((path) => {
    const text = texts[path];
    const read = text === undefined ? undefined : readJson(text);
    return read && !read.ok ? [{ code: 'bad_shape' as const, path, message: read.message }] : [];
  });
}

/** Everything that keeps this content from being stored; empty when it can be. */
export function problemsOf(content: DraftContent): readonly QuestionProblem[] {
  const unreadable = jsonProblems(content);
  if (unreadable.length > 0) return unreadable;
  const { texts: _, points, explanation, ...rest } = content;
  const parsed = parseQuestion({
    ...rest,
    explanation: explanation === '' ? null : explanation,
    points: points ?? undefined,
    order: 0,
  });
  return parsed.ok ? [] : parsed.error;
}
