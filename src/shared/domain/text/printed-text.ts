import { err, ok } from '../../kernel/result';
import type { Result } from '../../kernel/result';
import { nameCodePoint } from './storable-text';

/** Why a name or title cannot be printed; `position` counts characters from 1. */
export type PrintedTextProblem = {
  readonly code: 'empty' | 'too_long' | 'control' | 'surrogate' | 'bidi' | 'damaged' | 'stacked';
  readonly message: string;
  readonly position?: number;
  readonly character?: string;
};

/** The longest name or title, in characters (code points). */
export const PRINTED_TEXT_LIMIT = 200;

/** More marks on one letter than any script uses; such piles run over the lines around them. */
const mostMarks = 8;
const mark = /^\p{M}$/u;

type Verdict = readonly [PrintedTextProblem['code'], string];

function judgeCodePoint(code: number): Verdict | undefined {
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f) || code === 0x2028 || code === 0x2029) {
    return ['control', 'is a control character'];
  }
  if (code >= 0xd800 && code <= 0xdfff) return ['surrogate', 'is half of a character'];
  if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) {
    return ['bidi', 'changes the writing direction invisibly'];
  }
  const noCharacter = (code & 0xfffe) === 0xfffe || (code >= 0xfdd0 && code <= 0xfdef);
  if (code === 0xfffd || code === 0xfeff || noCharacter) {
    return ['damaged', 'is a trace of a wrong encoding'];
  }
  return undefined;
}

function problemAt(verdict: Verdict, code: number, position: number): PrintedTextProblem {
  const [kind, words] = verdict;
  const character = nameCodePoint(code);
  return {
    code: kind,
    message: `Character ${position} (${character}) ${words}; remove it`,
    position,
    character,
  };
}

function findProblem(text: string): PrintedTextProblem | undefined {
  let position = 0;
  let marks = 0;
  for (const character of text) {
    position += 1;
    const code = character.codePointAt(0) ?? 0;
    const verdict = judgeCodePoint(code);
    if (verdict) return problemAt(verdict, code, position);
    marks = mark.test(character) ? marks + 1 : 0;
    if (marks > mostMarks) {
      return problemAt(['stacked', 'is one accent too many on one letter'], code, position);
    }
  }
  return undefined;
}

function findExcess(text: string): PrintedTextProblem | undefined {
  const length = Array.from(text).length;
  if (length <= PRINTED_TEXT_LIMIT) return undefined;
  const message = `The text has ${length} characters; at most ${PRINTED_TEXT_LIMIT} can be printed`;
  return { code: 'too_long', message, position: PRINTED_TEXT_LIMIT + 1 };
}

/**
 * Makes a name or title fit to be printed and stored: NFC, spaces trimmed and single. Refuses
 * what would corrupt a page, a file name or the order of reading, naming character and position.
 */
export function cleanPrintedText(text: string): Result<string, PrintedTextProblem> {
  const composed = text.normalize('NFC');
  const clean = composed.replace(/\s+/g, ' ').trim();
  const problem = findProblem(composed) ?? findExcess(clean);
  if (problem) return err(problem);
  return clean === '' ? err({ code: 'empty', message: 'The text is empty' }) : ok(clean);
}
