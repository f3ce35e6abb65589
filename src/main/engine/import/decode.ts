import iconv from 'iconv-lite';
import { failure, type Failure } from '../../../shared/kernel/errors';
import { err, ok, type Result } from '../../../shared/kernel/result';
import { guessEightBit } from './guess-eight-bit';

/** Files above this are refused before they are read. */
export const maximumFileBytes = 200 * 1024 * 1024;

/** A file as text: how it was read, why so, and what had to be repaired. */
export type Decoded = {
  readonly text: string;
  /** Encoding label, as `--encoding` takes it. */
  readonly encoding: string;
  readonly reason: string;
  readonly warnings: readonly string[];
};

type Guess = { readonly encoding: string; readonly reason: string; readonly skip: number };

/**
 * Turns bytes into text. Order of evidence: what the person said, a byte order mark, zero bytes of
 * UTF-16, strict UTF-8, and last a guess between the two 8-bit encodings that old programs write.
 * Fails with `bad_input` for an empty file, one that is not text, and an unknown encoding.
 */
export function decode(bytes: Uint8Array, wanted?: string): Result<Decoded, Failure> {
  if (bytes.length === 0)
    return err(failure('bad_input', 'The file is empty. Nothing was imported.'));
  if (wanted !== undefined && !iconv.encodingExists(wanted)) {
    return err(
      failure(
        'bad_input',
        `The encoding "${wanted}" is not known. Try utf-8, utf-16le, windows-1252 or macintosh.`,
      ),
    );
  }
  const kind = signatureOf(bytes);
  if (kind) {
    return err(
      failure(
        'bad_input',
        `This is ${kind}, not text. Nothing was imported; export the questions as GIFT, Aiken, CSV or Lectern JSON.`,
      ),
    );
  }
  const guess = wanted === undefined ? guessEncoding(bytes) : stated(bytes, wanted);
  if (!guess)
    return err(
      failure('bad_input', 'This file is not text (it holds binary data). Nothing was imported.'),
    );
  return toText(bytes, guess);
}

function toText(bytes: Uint8Array, guess: Guess): Result<Decoded, Failure> {
  let text = decodeWith(bytes.subarray(guess.skip), guess.encoding);
  const warnings: string[] = [];
  if (text.includes('\0')) {
    text = text.replaceAll('\0', '');
    warnings.push('Zero bytes between the characters were left out.');
  }
  if (text.includes('\ufffd')) {
    warnings.push(
      `Some bytes are not ${guess.encoding}; they show as \ufffd. Try another encoding.`,
    );
  }
  if (text.trim() === '')
    return err(failure('bad_input', 'The file is empty (only blanks). Nothing was imported.'));
  return ok({ text, encoding: guess.encoding, reason: guess.reason, warnings });
}

function decodeWith(bytes: Uint8Array, encoding: string): string {
  if (encoding === 'utf-8' || encoding === 'utf-16le' || encoding === 'utf-16be') {
    return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  }
  const text = iconv.decode(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    encoding,
  );
  // Apple put the euro sign in this place in 1998; the table knows the sign before it.
  return encoding === 'macintosh' ? text.replaceAll('¤', '€') : text;
}

function stated(bytes: Uint8Array, wanted: string): Guess {
  const mark = markOf(bytes);
  const label = wanted.toLowerCase();
  const encoding = label === 'utf8' ? 'utf-8' : label === 'utf16le' ? 'utf-16le' : label;
  const skip = mark?.encoding === encoding ? mark.skip : 0;
  return { encoding, reason: 'as you said', skip };
}

function guessEncoding(bytes: Uint8Array): Guess | undefined {
  const mark = markOf(bytes);
  if (mark) return mark;
  const zeros = countZeros(bytes);
  const pairs = Math.min(bytes.length, zeroSample) / 2;
  if (pairs >= 2 && bytes.length % 2 === 0) {
    if (zeros.odd > pairs * 0.3 && zeros.even < pairs * 0.05) {
      return { encoding: 'utf-16le', reason: 'every second byte is zero', skip: 0 };
    }
    if (zeros.even > pairs * 0.3 && zeros.odd < pairs * 0.05) {
      return { encoding: 'utf-16be', reason: 'every first byte of two is zero', skip: 0 };
    }
  }
  if (isBinary(bytes)) return undefined;
  if (isUtf8(bytes)) return { encoding: 'utf-8', reason: 'valid UTF-8', skip: 0 };
  const { encoding, reason } = guessEightBit(bytes);
  return { encoding, reason, skip: 0 };
}

function markOf(bytes: Uint8Array): Guess | undefined {
  const [first, second, third] = bytes;
  const reason = 'byte order mark';
  if (first === 0xef && second === 0xbb && third === 0xbf)
    return { encoding: 'utf-8', reason, skip: 3 };
  if (first === 0xff && second === 0xfe) return { encoding: 'utf-16le', reason, skip: 2 };
  if (first === 0xfe && second === 0xff) return { encoding: 'utf-16be', reason, skip: 2 };
  return undefined;
}

const zeroSample = 64 * 1024;

function countZeros(bytes: Uint8Array): { readonly even: number; readonly odd: number } {
  let even = 0;
  let odd = 0;
  const end = Math.min(bytes.length, zeroSample);
  for (let index = 0; index < end; index += 1) {
    if (bytes[index] !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  return { even, odd };
}

/** Text has next to no control characters; a tenth of zero bytes is more than an accident. */
function isBinary(bytes: Uint8Array): boolean {
  let controls = 0;
  let zeros = 0;
  const end = Math.min(bytes.length, 256 * 1024);
  for (let index = 0; index < end; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte === 0) zeros += 1;
    else if (byte < 9 || (byte > 13 && byte < 32 && byte !== 26 && byte !== 27)) controls += 1;
  }
  return controls > end * 0.01 || zeros > end * 0.1;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    // Being told so is the question that was asked.
    return false;
  }
}

function signatureOf(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 8));
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) {
    return 'a zip archive (perhaps a package, or a spreadsheet)';
  }
  if (start.startsWith('%PDF-')) return 'a PDF';
  if (start.startsWith('\x89PNG') || start.startsWith('GIF8') || start.startsWith('\xff\xd8\xff')) {
    return 'a picture';
  }
  if (start.startsWith('\xd0\xcf\x11\xe0')) return 'an old Office document';
  if (start.startsWith('SQLite f')) return 'a database';
  return undefined;
}
