/**
 * A score as a share of the total in percent, unrounded; undefined when there is nothing to
 * score, because 0 of 0 has no percentage.
 */
export function scorePercentage(score: number, totalPoints: number): number | undefined {
  return totalPoints > 0 ? (score * 100) / totalPoints : undefined;
}

/**
 * Passed means score / totalPoints >= passingScore %, both ends included; totalPoints 0 is never
 * a pass. Compared without dividing, with a hair for the last binary digit (0.57 * 100 is below 57).
 */
export function hasPassed(score: number, totalPoints: number, passingScore: number): boolean {
  if (!(totalPoints > 0) || !Number.isFinite(score)) return false;
  return score * 100 >= passingScore * totalPoints - 1e-9;
}
