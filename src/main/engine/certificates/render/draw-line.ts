import type { EmbeddedFont } from './embedded-font';
import type { Typeface } from './font-library';
import type { ShapedLine, ShapedRun } from './shape-line';

/** The page a line is drawn on. */
export type TextSurface = {
  /** Points. */
  readonly pageHeight: number;
  readonly fontFor: (face: Typeface) => EmbeddedFont;
  /** Takes raw content operators. */
  readonly operators: (text: string) => void;
};

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

const number = (value: number): string => String(Math.round(value * 1000) / 1000);
const hex = (code: number): string => code.toString(16).padStart(4, '0');

function fillOperator(color: string): string {
  const parts = [1, 3, 5].map((at) => number(parseInt(color.slice(at, at + 2), 16) / 255));
  return `${parts.join(' ')} rg`;
}

/** Kerning is already in the recipes' advances, so a run is one string of codes. */
function runOperators(run: ShapedRun, font: EmbeddedFont, size: number): string {
  const codes = run.clusters.map(({ recipe, text }) => hex(font.code(recipe, text)));
  return `/${font.resource} ${number(size * run.face.scale)} Tf\n<${codes.join('')}> Tj`;
}

/** Draws a shaped line with its left edge and baseline where asked. */
export function drawLine(surface: TextSurface, line: ShapedLine, at: Placement): void {
  const { size } = at;
  surface.operators(
    [
      'q',
      // pdfkit turns every page upside down; this turns the text upright again.
      `1 0 0 -1 0 ${number(surface.pageHeight)} cm`,
      'BT',
      fillOperator(at.color),
      `${number((line.tracking * size) / 1000)} Tc`,
      `${number(at.x)} ${number(surface.pageHeight - at.baseline)} Td`,
      ...line.runs.map((run) => runOperators(run, surface.fontFor(run.face), size)),
      'ET',
      'Q',
    ].join('\n'),
  );
}
