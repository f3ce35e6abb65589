import { isHighSurrogate, isLowSurrogate } from './utf8-length';

/**
 * Finds the first character that neither JSONB nor TEXT of a Postgres server can hold (NUL, a lone
 * surrogate), so that a text accepted offline can never be refused when it is synced.
 * Returns its index in UTF-16 units, or undefined when the whole text can be stored.
 */
export function findUnstorable(text: string): number | undefined {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === 0) return index;
    if (isHighSurrogate(unit)) {
      if (!isLowSurrogate(text.charCodeAt(index + 1))) return index;
      index += 1;
    } else if (isLowSurrogate(unit)) return index;
  }
  return undefined;
}

/** Names a character as people look it up, e.g. `U+202E`. */
export function nameCodePoint(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}
