/** What a benchmark reports: ours divided by the comparison, and the most it may be. */
export type Finding = {
  readonly label: string;
  readonly ratio: number;
  readonly ceiling?: number;
  readonly detail?: string;
};

/** The value below which `share` of the numbers lie. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
