import type { DraftContent, Json } from '../model/draft-content';

/** What every part of the learner's view gets: the question, and what was answered so far. */
export type LearnerPart = {
  readonly content: DraftContent;
  readonly answer: Json | undefined;
  readonly onAnswer: (answer: Json) => void;
};
