import { deflateSync } from 'node:zlib';
import { lineOperators, type PlacedLine } from './draw-line';
import { fontSet } from './glyph-codes';
import { prepareFont, type PreparedFont } from './prepared-font';

/** A part of the page with its own fonts, compressed and ready to be written. */
export type Layer = { readonly content: Uint8Array; readonly fonts: readonly PreparedFont[] };

/** Makes a layer of drawn shapes and lines over them; `prefix` keeps its fonts' names its own. */
export function makeLayer(
  prefix: string,
  shapes: readonly string[],
  lines: readonly PlacedLine[],
): Layer {
  const fonts = fontSet(prefix);
  const operators = [...shapes, ...lines.map((line) => lineOperators(line, fonts.codesFor))];
  return {
    content: deflateSync(operators.join('\n')),
    fonts: fonts.all().map(prepareFont),
  };
}
