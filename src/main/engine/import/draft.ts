import type { QuestionContent } from '../../../shared/domain/questions';

/** One thing wrong or worth knowing about a question of a file, at its line (counted from 1). */
export type DraftProblem = {
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly column?: number;
};

/** Something of the source that the question cannot carry, in the source's words. */
export type DraftLoss = { readonly field: string; readonly text: string };

/** A whole question as Lectern stores it, before it has an id and a place in a quiz. */
export type DraftQuestion = QuestionContent & {
  readonly question: string;
  readonly explanation: string | null;
  readonly points: number;
};

/**
 * A question on its way in. `question` is null when nothing usable could be made of it; then
 * `problems` says why. `needsAttention` keeps the stem of what we cannot represent.
 */
export type Draft = {
  readonly line: number;
  /** The text of the source, shortened when it is very long. */
  readonly raw: string;
  readonly title: string | null;
  /** What is shown of a question that was refused. */
  readonly stem: string;
  readonly question: DraftQuestion | null;
  readonly needsAttention: boolean;
  readonly problems: readonly DraftProblem[];
  readonly losses: readonly DraftLoss[];
};

/** A stored question on its way out. */
export type OutgoingQuestion = DraftQuestion & {
  readonly id: string;
  readonly title: string | null;
};

/** Something a format could not say; `id` is the question's. */
export type ExportLoss = { readonly id: string; readonly field: string; readonly text: string };

/** What a writer made: the text of the file, and what it had to leave out. */
export type Written = {
  readonly text: string;
  readonly written: number;
  readonly losses: readonly ExportLoss[];
};

/** Sources are kept up to this length; a question of two megabytes needs no copy of itself. */
const rawLimit = 4000;

/** Shortens a source text for keeping beside the question. */
export function keepRaw(text: string): string {
  return text.length <= rawLimit ? text : `${text.slice(0, rawLimit)} …`;
}

/** The ids of options in order: a to z, then a1, b1 and so on. */
export function optionId(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : `${letter}${Math.floor(index / 26)}`;
}

/** Puts the typed part and the rest of a question together. */
export function toQuestion(
  content: QuestionContent,
  rest: {
    readonly question: string;
    readonly explanation: string | null;
    readonly points: number;
  },
): DraftQuestion {
  const { type, options, correctAnswer } = content;
  const { question, explanation, points } = rest;
  // Field by field, because spreading objects of ten shapes is what a large file then waits for;
  // the three fields of one member of the union stay together.
  return { type, options, correctAnswer, question, explanation, points } as DraftQuestion;
}
