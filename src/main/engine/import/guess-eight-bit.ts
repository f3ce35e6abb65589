import iconv from 'iconv-lite';

type Encoding = 'windows-1252' | 'macintosh';

/** Bytes that windows-1252 leaves undefined: text that uses them was written as something else. */
const undefinedIn1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

const sampleBytes = 256 * 1024;
const isLetter = /^\p{L}$/u;
const isLower = /^\p{Ll}$/u;
const isUpper = /^\p{Lu}$/u;

/**
 * Chooses between the two encodings of old Western programs by reading the text in both and
 * asking which reading looks like words: an accented capital inside a small word, or a symbol
 * between letters, speaks against a reading; a quotation mark at a word's edge speaks for it.
 */
export function guessEightBit(bytes: Uint8Array): {
  readonly encoding: Encoding;
  readonly reason: string;
} {
  const windows = score(bytes, 'windows-1252');
  const mac = score(bytes, 'macintosh');
  const encoding: Encoding = mac > windows ? 'macintosh' : 'windows-1252';
  return { encoding, reason: 'not UTF-8; guessed from how the words look' };
}

function score(bytes: Uint8Array, encoding: Encoding): number {
  const sample = Buffer.from(bytes.subarray(0, sampleBytes));
  const text = iconv.decode(sample, encoding);
  let total = 0;
  for (let index = 0; index < sample.length; index += 1) {
    const byte = sample[index] ?? 0;
    if (byte < 0x80) continue;
    if (encoding === 'windows-1252' && undefinedIn1252.has(byte)) total -= 5;
    else
      total += scoreCharacter(text[index - 1] ?? ' ', text[index] ?? ' ', text[index + 1] ?? ' ');
  }
  return total;
}

function scoreCharacter(before: string, character: string, after: string): number {
  if (isLetter.test(character)) {
    if (isUpper.test(character)) return isLower.test(before) ? -3 : 0;
    return isLower.test(before) || isLower.test(after) ? 2 : 0;
  }
  const inside = isLetter.test(before) && isLetter.test(after);
  if ('“‘„«¿¡'.includes(character)) return !isLetter.test(before) ? 3 : -2;
  if ('”»'.includes(character)) return !isLetter.test(after) ? 3 : -2;
  if (character === '’') return isLetter.test(before) ? 3 : 0;
  if ('–—€…•£°'.includes(character)) return inside ? -2 : 2;
  return inside ? -2 : 0;
}
