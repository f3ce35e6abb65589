import { objectOf, textOf } from '../model/read-json';
import type { Json } from '../model/draft-content';
import type { QuestionItem } from './use-questions';

/** A note of the import about a question: a problem with its line, or something not carried over. */
export type SourceNote = { readonly text: string; readonly line?: number; readonly field?: string };

/** Reads the problems or losses stored with an imported question. */
export function sourceNotes(notes: readonly Json[]): readonly SourceNote[] {
  return notes.map((note) => {
    const { message, text, line, field } = objectOf(note);
    return {
      text: textOf(message) || textOf(text),
      ...(typeof line === 'number' && { line }),
      ...(typeof field === 'string' && { field }),
    };
  });
}

/** Why a stored question needs a person's eye; empty when it is not said, undefined when it does not. */
export function needsAttention({ row }: QuestionItem): string | undefined {
  if (!row) return undefined;
  const [problem] = row.problems;
  if (problem) return problem.message;
  if (!row.source?.needsAttention) return undefined;
  const [first] = sourceNotes(row.source.problems);
  return first?.text ?? '';
}
