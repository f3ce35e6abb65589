import { err, ok, type Result } from '../../../../shared/kernel/result';
import type { FontLibrary } from './font-library';
import type { MissingGlyphs } from './itemise';
import { shapeLine, type ShapedLine, type TypeStyle } from './shape-line';

/** The room a text has: one line down to `oneLineLeast`, else two lines down to `least`. */
export type TextRoom = {
  /** Points. */
  readonly width: number;
  /** Largest type size, in points. */
  readonly most: number;
  readonly oneLineLeast: number;
  readonly twoLinesMost: number;
  readonly least: number;
};

export type FittedText = { readonly lines: readonly ShapedLine[]; readonly size: number };

/** Why a text cannot be printed. */
export type TextProblem =
  | (MissingGlyphs & { readonly text: string })
  | { readonly kind: 'too_long'; readonly text: string };

const words = new Intl.Segmenter('und', { granularity: 'word' });
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Offsets where a line may end: after spaces and hyphens, and between words of unspaced scripts. */
function breakOffsets(text: string): readonly number[] {
  const offsets: number[] = [];
  let before = '';
  for (const { index, segment } of words.segment(text)) {
    const afterSpace = /[\s\-\u2010]$/u.test(before) && !/^\s/u.test(segment);
    const unspaced = dense.test(before) && dense.test(segment);
    if (index > 0 && (afterSpace || unspaced)) offsets.push(index);
    before = segment;
  }
  return offsets;
}

function widest(lines: readonly ShapedLine[]): number {
  return Math.max(1, ...lines.map((line) => line.width));
}

/** Quarter points, so that neighbours of nearly equal length look equal. */
function sizeFor(lines: readonly ShapedLine[], width: number, most: number): number {
  return Math.min(most, Math.floor((width / widest(lines)) * 1000 * 4) / 4);
}

/** The break that leaves the two lines most alike in length; null when there is none. */
function balancedLines(
  text: string,
  style: TypeStyle,
  fonts: FontLibrary,
): readonly ShapedLine[] | null {
  let best: readonly ShapedLine[] | null = null;
  for (const offset of breakOffsets(text)) {
    const first = shapeLine(text.slice(0, offset).trimEnd(), style, fonts);
    const second = shapeLine(text.slice(offset).trimStart(), style, fonts);
    if (!first.ok || !second.ok) continue;
    const lines = [first.value, second.value];
    if (!best || widest(lines) < widest(best)) best = lines;
  }
  return best;
}

/**
 * Sets a text as large as its room allows: shrinks, then breaks into two lines.
 * Error: characters no face can show, or a text too long even so.
 */
export function fitText(
  text: string,
  style: TypeStyle,
  room: TextRoom,
  fonts: FontLibrary,
): Result<FittedText, TextProblem> {
  const whole = shapeLine(text, style, fonts);
  if (!whole.ok) return err({ ...whole.error, text });
  const single = sizeFor([whole.value], room.width, room.most);
  if (single >= room.oneLineLeast) return ok({ lines: [whole.value], size: single });
  const halves = balancedLines(text, style, fonts);
  const double = halves ? sizeFor(halves, room.width, room.twoLinesMost) : 0;
  if (halves && double >= room.least) return ok({ lines: halves, size: double });
  if (single >= room.least) return ok({ lines: [whole.value], size: single });
  return err({ kind: 'too_long', text });
}
