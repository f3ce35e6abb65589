import type { QuestionContent } from '../../../../shared/domain/questions';
import type { SeededRandom } from '../seeded-random';

/** Wrong answers that learners type, by blank id; `''` is the whole question. */
export type Slips = { readonly [part: string]: readonly string[] };

/** A question as its author drafted it; ids and the order of options are drawn later. */
export type DraftedQuestion = {
  readonly stem: string;
  readonly explanation: string | null;
  readonly points: number;
  /** In logits: at 0 an average learner gets it right half the time, at 1 one in four does. */
  readonly difficulty: number;
  readonly slips: Slips;
  readonly content: (random: SeededRandom) => QuestionContent;
};

/** What most questions leave at its default. */
export type Extras = {
  readonly why?: string;
  readonly points?: number;
  readonly difficulty?: number;
};

/** The parts every kind of question shares. */
export function drafted(
  stem: string,
  extras: Extras,
  content: DraftedQuestion['content'],
  slips: Slips = {},
): DraftedQuestion {
  return {
    stem,
    explanation: extras.why ?? null,
    points: extras.points ?? 1,
    difficulty: extras.difficulty ?? -0.6,
    slips,
    content,
  };
}

/** Ids of parts in the order in which they are shown: a, b, c. */
export function partId(at: number): string {
  return String.fromCharCode(97 + at);
}
