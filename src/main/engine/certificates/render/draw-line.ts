import type { Typeface } from './font-library';
import type { GlyphCodes } from './glyph-codes';
import { fillColor, isolated, number } from './operators';
import { page } from './palette';
import type { ShapedLine, ShapedRun } from './shape-line';

export type Placement = {
  /** Left edge in points from the page's left. */
  readonly x: number;
  /** Baseline in points from the page's top. */
  readonly baseline: number;
  /** Type size in points. */
  readonly size: number;
  /** Fill colour as `#rrggbb`. */
  readonly color: string;
};

export type PlacedLine = { readonly line: ShapedLine; readonly place: Placement };

const hex = (code: number): string => code.toString(16).padStart(4, '0');

/** Kerning is already in the recipes' advances, so a run is one string of codes. */
function runOperators(run: ShapedRun, codes: GlyphCodes, size: number): string {
  const text = run.clusters.map((cluster) => hex(codes.codeOf(cluster)));
  return `/${codes.resource} ${number(size * run.face.scale)} Tf\n<${text.join('')}> Tj`;
}

/** The operators of a shaped line; `codesFor` gives the font in which a face's glyphs are counted. */
export function lineOperators(
  { line, place }: PlacedLine,
  codesFor: (face: Typeface) => GlyphCodes,
): string {
  const { size } = place;
  return isolated(
    'BT',
    fillColor(place.color),
    `${number((line.tracking * size) / 1000)} Tc`,
    `${number(place.x)} ${number(page.height - place.baseline)} Td`,
    ...line.runs.map((run) => runOperators(run, codesFor(run.face), size)),
    'ET',
  );
}
