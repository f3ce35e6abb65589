const plain = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
const share = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });
const bytes = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

/** A number as this person writes it, at most two decimals: `1,904`, `7.5`. */
export function formatNumber(value: number): string {
  return plain.format(value);
}

/** A share of one as a percentage: 0.64 is `64%`. */
export function formatPercent(value: number): string {
  return share.format(value);
}

const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** A size in bytes with a fitting unit (powers of 1000, as file managers show them). */
export function formatBytes(value: number): string {
  const step = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  return `${bytes.format(value / 1000 ** step)} ${units[step] ?? 'B'}`;
}
