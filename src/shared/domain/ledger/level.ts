/** XP from one level to the next; the same for every level. */
export const xpPerLevel = 100;

/** What UserXP shows of a learner's total. */
export type Standing = {
  readonly totalXP: number;
  readonly level: number;
  /** XP earned within the present level, 0..99. */
  readonly currentLevelXP: number;
};

/**
 * The standing that belongs to a total in XP (a whole number, 0 or more): level =
 * floor(total / 100) + 1, remainder = total mod 100. Source: the product's own definition, which
 * the back-fill of step 014 computes alike in SQL.
 */
export function standingFor(totalXP: number): Standing {
  return {
    totalXP,
    level: Math.floor(totalXP / xpPerLevel) + 1,
    currentLevelXP: totalXP % xpPerLevel,
  };
}
