import bidiFactory from 'bidi-js';
import { err, ok, type Result } from '../../../../shared/kernel/result';
import type { FontLibrary, Typeface } from './font-library';
import { scriptOf } from './script';
import { typefaceChain, type TypefaceName } from './typefaces';

/** A stretch of text set in one face, one script and one direction; offsets are UTF-16 units. */
export type TextRun = {
  readonly start: number;
  readonly end: number;
  /** Embedding level of the Unicode bidirectional algorithm (UAX 9): odd is right to left. */
  readonly level: number;
  readonly script: string;
  readonly face: Typeface;
};

/** Characters that cannot be printed with any face Lectern ships. */
export type MissingGlyphs = {
  readonly kind: 'missing_glyph';
  readonly characters: readonly string[];
};

const bidi = bidiFactory();
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** Invisible characters that shaping consumes: joiners, direction marks, variation selectors. */
const consumed = /\p{Default_Ignorable_Code_Point}/u;

type Piece = { readonly start: number; readonly text: string; readonly script: string };

/** Splits into graphemes and gives each a script; neutral ones join what precedes them. */
function scriptedPieces(text: string): readonly Piece[] {
  const found = [...graphemes.segment(text)].map(({ index, segment }) => ({
    start: index,
    text: segment,
    script: scriptOf(segment),
  }));
  let current = found.find((piece) => piece.script !== null)?.script ?? 'Latn';
  return found.map((piece) => {
    current = piece.script ?? current;
    return { ...piece, script: current };
  });
}

function faceFor(piece: Piece, wanted: TypefaceName, fonts: FontLibrary): Typeface | undefined {
  const characters = [...piece.text].filter((character) => !consumed.test(character));
  for (const name of typefaceChain(piece.script, wanted)) {
    const face = fonts.typeface(name);
    if (characters.every((character) => face.covers(character.codePointAt(0) ?? 0))) return face;
  }
  return undefined;
}

/**
 * Cuts NFC text into runs, in logical order. The paragraph's own direction is found from its
 * first strong character (UAX 9, rules P2 and P3).
 * Error: every character that no face can show.
 */
export function itemise(
  text: string,
  wanted: TypefaceName,
  fonts: FontLibrary,
): Result<readonly TextRun[], MissingGlyphs> {
  const { levels } = bidi.getEmbeddingLevels(text);
  const runs: TextRun[] = [];
  const missing: string[] = [];
  for (const piece of scriptedPieces(text)) {
    const face = faceFor(piece, wanted, fonts);
    if (!face) {
      missing.push(piece.text);
      continue;
    }
    const level = levels[piece.start] ?? 0;
    const end = piece.start + piece.text.length;
    const last = runs.at(-1);
    if (last && last.level === level && last.script === piece.script && last.face === face) {
      runs[runs.length - 1] = { ...last, end };
    } else {
      runs.push({ start: piece.start, end, level, script: piece.script, face });
    }
  }
  if (missing.length > 0) return err({ kind: 'missing_glyph', characters: [...new Set(missing)] });
  return ok(runs);
}

/**
 * Puts the runs of one line into the order the eye meets them, from the left: from the highest
 * level down to the lowest odd one, every sequence at or above it is turned round (UAX 9, L2).
 */
export function visualOrder(runs: readonly TextRun[]): readonly TextRun[] {
  const ordered = [...runs];
  const highest = Math.max(0, ...runs.map((run) => run.level));
  for (let level = highest; level > 0; level -= 1) {
    for (let from = 0; from < ordered.length; from += 1) {
      let to = from;
      while (to < ordered.length && (ordered[to]?.level ?? 0) >= level) to += 1;
      if (to > from) ordered.splice(from, to - from, ...ordered.slice(from, to).reverse());
      from = to;
    }
  }
  return ordered;
}
