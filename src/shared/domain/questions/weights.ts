/**
 * Scales weights so that the right ones (above 0) sum to exactly 1 up to rounding, the last right
 * one taking the remainder; wrong ones are kept. For imports whose weights are percentages rounded
 * to few digits (3 x 33.333). Weights without a right one are returned as they are.
 */
export function normaliseWeights(weights: { readonly [id: string]: number }): {
  readonly [id: string]: number;
} {
  const right = Object.entries(weights).filter(([, weight]) => weight > 0);
  const sum = right.reduce((total, [, weight]) => total + weight, 0);
  const last = right.at(-1)?.[0];
  if (last === undefined || !Number.isFinite(sum)) return weights;
  let left = 1;
  return Object.fromEntries(
    Object.entries(weights).map(([id, weight]) => {
      if (weight <= 0) return [id, weight];
      const share = id === last ? left : roundShare(weight / sum);
      left = roundShare(left - share);
      return [id, share];
    }),
  );
}

/** Weights that give each of these options the same share, for a plain "all that apply". */
export function equalWeights(rightIds: readonly string[]): { readonly [id: string]: number } {
  return normaliseWeights(Object.fromEntries(rightIds.map((id) => [id, 1])));
}

function roundShare(share: number): number {
  return Math.round(share * 1e7) / 1e7;
}
