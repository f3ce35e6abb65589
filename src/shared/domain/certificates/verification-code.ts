import type { Id, RandomBytes } from '../../kernel/ids';
import { err, ok } from '../../kernel/result';
import type { Result } from '../../kernel/result';
import { checkSymbol, encodeBase32, isBase32Digit, isCheckSymbol } from './crockford';

/** A verification code as stored: 16 base-32 digits and a check symbol, no dashes. */
export type VerificationCode = Id<'VerificationCode'>;

const bodyLength = 16;

/** Draws before any check symbol is taken; with fair dice 64 misses never happen. */
const mostDraws = 64;

/** The seam where a checked text becomes a code. */
function asCode(text: string): VerificationCode {
  // Seam: every caller has just computed or verified the check symbol.
  return text as VerificationCode;
}

/**
 * Makes a new code from 80 random bits. Drawn again while the check symbol is one of `* ~ $ = U`
 * (5 of 37), so that codes survive shells, file names and dictation; 79.8 bits remain.
 */
export function createVerificationCode(random: RandomBytes): VerificationCode {
  for (let draw = 1; ; draw += 1) {
    const body = encodeBase32(random(10).subarray(0, 10));
    const check = checkSymbol(body);
    if (isBase32Digit(check) || draw === mostDraws) return asCode(body + check);
  }
}

/** The code in groups for people: `ABCD-EFGH-JKMN-PQRS-T`. */
export function formatCode(code: VerificationCode): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** Why an entered code is not one; `position` counts from 1 in the text without dashes. */
export type CodeProblem = {
  readonly code: 'empty' | 'length' | 'character' | 'check';
  readonly message: string;
  readonly position?: number;
};

const lookAlikes: { readonly [typed: string]: string } = { O: '0', I: '1', L: '1' };

function findBadCharacter(text: string): CodeProblem | undefined {
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    const fits = index < bodyLength ? isBase32Digit(character) : isCheckSymbol(character);
    if (fits) continue;
    const position = index + 1;
    return {
      code: 'character',
      message: `Character ${position} (${character}) is in no code`,
      position,
    };
  }
  return undefined;
}

/**
 * Reads a code as a person types or a scanner sends it: dashes, spaces, case, O for 0, I and L
 * for 1 are forgiven; a single wrong character or two neighbours swapped are refused.
 */
export function parseCode(typed: string): Result<VerificationCode, CodeProblem> {
  const text = typed
    .slice(0, 200)
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\u2212\u00ad\u200b\ufeff]/gu, '')
    .toUpperCase()
    .replace(/[OIL]/g, (letter) => lookAlikes[letter] ?? letter);
  if (text === '') return err({ code: 'empty', message: 'Type a verification code' });
  const length = bodyLength + 1;
  if (text.length !== length) {
    const message = `A code has ${length} characters, this has ${text.length}`;
    return err({ code: 'length', message });
  }
  const bad = findBadCharacter(text);
  if (bad) return err(bad);
  if (checkSymbol(text.slice(0, bodyLength)) === text.charAt(bodyLength)) return ok(asCode(text));
  const message = 'The check character does not fit: at least one character is wrong';
  return err({ code: 'check', message });
}
