/**
 * Remembers small things about the look of the window (widths, folded panels) between starts.
 * Losing them costs nothing, so a store that is full, blocked or garbled counts as empty.
 */
export function readLocal(key: string): string | null {
  try {
    return window.localStorage.getItem(`lectern.${key}`);
  } catch {
    return null;
  }
}

/** Keeps a value; what cannot be kept is only forgotten at the next start. */
export function writeLocal(key: string, value: string): void {
  try {
    window.localStorage.setItem(`lectern.${key}`, value);
  } catch {
    // Nothing a person did is lost here: see above.
  }
}

/** Reads a number within bounds; anything else counts as absent. */
export function readLocalNumber(key: string, least: number, most: number): number | null {
  const text = readLocal(key);
  if (text === null) return null;
  const value = Number(text);
  return Number.isFinite(value) && value >= least && value <= most ? value : null;
}
