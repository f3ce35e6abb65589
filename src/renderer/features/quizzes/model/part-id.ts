const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * An id for a new option, six characters. Drawn at random and not counted on, because answers of
 * past attempts name options by id, and an id given twice would make them mean another option.
 */
export function newPartId(): string {
  const [first = 0, ...rest] = crypto.getRandomValues(new Uint8Array(6));
  const letter = alphabet[first % 26] ?? 'a';
  return letter + rest.map((byte) => alphabet[byte % 36] ?? '0').join('');
}
