import type { QuestionContent } from '../questions';

/** What scoring needs of a question: its typed part and its points. */
export type ScorableQuestion = QuestionContent & { readonly points: number };

/** One option, pair, place or blank: its share of the question's points (-1..1). */
export type PartScore = {
  readonly id: string;
  readonly share: number;
  readonly right: boolean;
};

/**
 * `auto` is final unless a key changes; `waiting` counts 0 until a person decides. `unreadable`
 * and `unclear` say why something other than an essay waits.
 */
export type AnswerScore = {
  readonly points: number;
  readonly maxPoints: number;
  readonly state: 'auto' | 'waiting';
  readonly waitsFor?: 'essay' | 'unreadable' | 'unclear';
  readonly parts?: readonly PartScore[];
  readonly feedback?: readonly string[];
};

/** A score before points: share of the question, parts, feedback. */
export type Judgement = {
  readonly share: number;
  readonly parts?: readonly PartScore[];
  readonly feedback?: readonly (string | undefined)[];
  readonly unclear?: boolean;
};
