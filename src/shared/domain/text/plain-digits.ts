/** First digits of the decimal rows people type: Arabic, Persian, Devanagari, Bengali, Thai, wide. */
const digitZeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0xff10];

function plainDigit(character: string): string {
  const code = character.charCodeAt(0);
  const zero = digitZeros.find((start) => code >= start && code < start + 10);
  return zero === undefined ? character : String(code - zero);
}

/** Digits of other scripts, typographic minus signs and the Arabic decimal sign in plain form. */
export function toPlainDigits(text: string): string {
  return text
    .replace(/[\u0660-\uff19]/g, plainDigit)
    .replace(/\u066b/g, '.')
    .replace(/[\u2212\u2013\ufe63\uff0d]/g, '-');
}
