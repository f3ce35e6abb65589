/**
 * Rounds a score to two decimals, half away from zero, as a person would from the decimal
 * digits: 1.005 gives 1.01, although the double nearest to 1.005 lies below it.
 */
export function roundScore(score: number): number {
  const hundredths = Number((Math.abs(score) * 100).toPrecision(15));
  const rounded = Math.round(hundredths) / 100;
  return score < 0 && rounded !== 0 ? -rounded : rounded;
}

/** Adds scores of two decimals without the drift of binary fractions. */
export function sumScores(scores: readonly number[]): number {
  return scores.reduce((sum, score) => sum + Math.round(score * 100), 0) / 100;
}
