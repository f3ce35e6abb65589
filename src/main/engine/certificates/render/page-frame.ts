import { fillColor, isolated, number, path, strokeColor, type PathStep } from './operators';
import { page, palette } from './palette';

/** Distances from the page's edge, in points. */
const outer = 24;
const inner = 31;
/** Radius of the hollow that the inner line makes at each corner. */
const hollow = 13;
/** A quarter circle is a cubic curve with handles this share of the radius long. */
const quarterCircle = 0.5523;

/** The inner line, its corners turned inwards as on an engraved page. */
function innerLine(): readonly PathStep[] {
  const [left, bottom] = [inner, inner];
  const [right, top] = [page.width - inner, page.height - inner];
  const r = hollow;
  const h = hollow * quarterCircle;
  return [
    ['m', left + r, top],
    ['l', right - r, top],
    ['c', right - r, top - h, right - h, top - r, right, top - r],
    ['l', right, bottom + r],
    ['c', right - h, bottom + r, right - r, bottom + h, right - r, bottom],
    ['l', left + r, bottom],
    ['c', left + r, bottom + h, left + h, bottom + r, left, bottom + r],
    ['l', left, top - r],
    ['c', left + h, top - r, left + r, top - h, left + r, top],
  ];
}

/** The ground and the double hairline; the margin stays white, as printers leave it. */
export function frameOperators(): string {
  const sides = [outer, outer, page.width - 2 * outer, page.height - 2 * outer];
  return isolated(
    fillColor(palette.paper),
    strokeColor(palette.accent),
    '0.9 w',
    `${sides.map(number).join(' ')} re B`,
    '0.4 w',
    `${path(innerLine())} s`,
  );
}

/** A short rule with a lozenge in its middle, centred on `x`, `top` points below the page's top. */
export function ornamentOperators(x: number, top: number): string {
  const [reach, gap, half] = [62, 9, 2.6];
  const y = page.height - top;
  const lozenge: readonly PathStep[] = [
    ['m', x, y + half],
    ['l', x + half, y],
    ['l', x, y - half],
    ['l', x - half, y],
  ];
  return isolated(
    strokeColor(palette.line),
    '0.5 w',
    path([
      ['m', x - reach, y],
      ['l', x - gap, y],
      ['m', x + gap, y],
      ['l', x + reach, y],
    ]),
    'S',
    fillColor(palette.accent),
    `${path(lozenge)} f`,
  );
}

/** A hairline from `from` to `to`, `top` points below the page's top. */
export function ruleOperators(from: number, to: number, top: number): string {
  const y = page.height - top;
  const line = path([
    ['m', from, y],
    ['l', to, y],
  ]);
  return isolated(strokeColor(palette.inkFaint), '0.5 w', `${line} S`);
}
