/** A number as a person writes it: `12`, `7.5`, `7,5`, ` 1 000 `. Null for anything else. */
export function parseNumber(text: string): number | null {
  const compact = text.replace(/[\s\u00a0\u202f']/g, '').replace(/^([+-]?\d*),(\d+)$/, '$1.$2');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(compact)) return null;
  const value = Number(compact);
  return Number.isFinite(value) ? value : null;
}

/** Keeps a number within bounds. */
export function clampNumber(value: number, least?: number, most?: number): number {
  const raised = least === undefined ? value : Math.max(least, value);
  return most === undefined ? raised : Math.min(most, raised);
}
