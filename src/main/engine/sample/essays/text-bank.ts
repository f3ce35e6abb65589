import type { SeededRandom } from '../seeded-random';

/**
 * One idea of a text. Sentences may hold choices, `{fell|sank}`, and facts by name, `{metal}`;
 * of `details` some are taken, in the order in which they stand.
 */
export type Point = {
  readonly claim: readonly string[];
  readonly details: readonly string[];
  readonly ends: readonly string[];
};

/** Values that one text repeats: the same metal in its first and its last paragraph. */
export type Facts = { readonly [name: string]: string };

/** What the texts handed in for one assignment are made of. */
export type TextBank = {
  readonly facts?: (random: SeededRandom) => Facts;
  readonly openings: readonly string[];
  readonly points: readonly Point[];
  /** Where the writer looks at the other side; left out of short texts. */
  readonly turns: readonly string[];
  readonly closings: readonly string[];
  /** How many points the shortest and the longest text makes. */
  readonly length: readonly [least: number, most: number];
  /** Points in the order given, not shuffled: a report has a fixed course. */
  readonly inOrder?: boolean;
  /** What stands between two sentences; nothing in Chinese and Thai. */
  readonly gap?: string;
  /** Banks for those who write in their own script. */
  readonly byScript?: { readonly [script: string]: TextBank };
};
