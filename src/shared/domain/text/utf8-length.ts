/**
 * Counts the bytes a text takes in UTF-8, without allocating them; a lone surrogate counts 3,
 * as the replacement character would. Files, columns and limits are measured in these bytes.
 */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (isHighSurrogate(unit) && isLowSurrogate(text.charCodeAt(index + 1))) {
      bytes += 4;
      index += 1;
    } else bytes += 3;
  }
  return bytes;
}

/** Says whether a UTF-16 unit opens a surrogate pair; NaN (past the end) is not one. */
export function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** Says whether a UTF-16 unit closes a surrogate pair; NaN (past the end) is not one. */
export function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
