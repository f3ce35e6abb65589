import { NotDrawn } from './pdf-lexer';

type Point = { readonly x: number; readonly y: number; readonly on: boolean };

/** How a part of a composite is turned and moved, in font units. */
type Placing = readonly [xx: number, xy: number, yx: number, yy: number, dx: number, dy: number];

const inPlace: Placing = [1, 0, 0, 1, 0, 0];
const deepest = 8;

/** The outlines of a TrueType font program (OpenType 1.9, `glyf`), in units of `unitsPerEm`. */
export type GlyphPaths = {
  readonly unitsPerEm: number;
  readonly pathOf: (glyph: number) => Path2D;
};

function readTables(view: DataView): ReadonlyMap<string, number> {
  const tables = new Map<string, number>();
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const at = 12 + index * 16;
    const tag = [0, 1, 2, 3].map((byte) => String.fromCharCode(view.getUint8(at + byte))).join('');
    tables.set(tag, view.getUint32(at + 8));
  }
  return tables;
}

/** The coordinates of one axis: short, repeated or full steps from the point before. */
function readAxis(
  view: DataView,
  start: number,
  flags: readonly number[],
  bits: { readonly short: number; readonly same: number },
): { readonly values: readonly number[]; readonly end: number } {
  let at = start;
  let value = 0;
  const values = flags.map((flag) => {
    const isSame = (flag & bits.same) !== 0;
    if (flag & bits.short) {
      value += view.getUint8(at) * (isSame ? 1 : -1);
      at += 1;
    } else if (!isSame) {
      value += view.getInt16(at);
      at += 2;
    }
    return value;
  });
  return { values, end: at };
}

function readFlags(view: DataView, start: number, count: number) {
  const flags: number[] = [];
  let at = start;
  while (flags.length < count) {
    const flag = view.getUint8(at++);
    const times = flag & 8 ? view.getUint8(at++) + 1 : 1;
    for (let time = 0; time < times; time += 1) flags.push(flag);
  }
  return { flags, end: at };
}

function readContours(view: DataView, at: number, count: number): readonly (readonly Point[])[] {
  const ends = Array.from({ length: count }, (_, index) => view.getUint16(at + 10 + index * 2));
  const instructions = at + 10 + count * 2;
  const points = (ends.at(-1) ?? -1) + 1;
  const { flags, end } = readFlags(view, instructions + 2 + view.getUint16(instructions), points);
  const xs = readAxis(view, end, flags, { short: 2, same: 16 });
  const ys = readAxis(view, xs.end, flags, { short: 4, same: 32 });
  const all = flags.map((flag, index) => ({
    x: xs.values[index] ?? 0,
    y: ys.values[index] ?? 0,
    on: (flag & 1) !== 0,
  }));
  return ends.map((last, index) => all.slice((ends[index - 1] ?? -1) + 1, last + 1));
}

const between = (a: Point, b: Point): Point => ({
  x: (a.x + b.x) / 2,
  y: (a.y + b.y) / 2,
  on: true,
});

/** Between two handles in a row lies a point that the font leaves out. */
function addContour(path: Path2D, contour: readonly Point[], placing: Placing): void {
  const [xx, xy, yx, yy, dx, dy] = placing;
  const place = ({ x, y }: Point) => [x * xx + y * yx + dx, x * xy + y * yy + dy] as const;
  const [first] = contour;
  const last = contour.at(-1);
  if (!first || !last) return;
  const start = first.on ? first : last.on ? last : between(first, last);
  path.moveTo(...place(start));
  let handle: Point | null = first.on ? null : first;
  for (const point of [...contour.slice(1), start]) {
    if (point.on) {
      if (handle) path.quadraticCurveTo(...place(handle), ...place(point));
      else path.lineTo(...place(point));
      handle = null;
    } else {
      if (handle) path.quadraticCurveTo(...place(handle), ...place(between(handle, point)));
      handle = point;
    }
  }
  if (handle) path.quadraticCurveTo(...place(handle), ...place(start));
  path.closePath();
}

type Part = { readonly glyph: number; readonly placing: Placing };

/** The parts of a composite glyph with their places; offsets are in units (flag 2 is required). */
function readParts(view: DataView, start: number): readonly Part[] {
  const parts: Part[] = [];
  let at = start + 10;
  for (;;) {
    const flags = view.getUint16(at);
    const glyph = view.getUint16(at + 2);
    const isWide = (flags & 1) !== 0;
    if (!(flags & 2))
      throw new NotDrawn('a letter is put together in a way that is not known here');
    const dx = isWide ? view.getInt16(at + 4) : view.getInt8(at + 4);
    const dy = isWide ? view.getInt16(at + 6) : view.getInt8(at + 5);
    at += isWide ? 8 : 6;
    const fixed = (index: number) => view.getInt16(at + index * 2) / 16_384;
    let turn: readonly [number, number, number, number] = [1, 0, 0, 1];
    if (flags & 8) turn = [fixed(0), 0, 0, fixed(0)];
    if (flags & 64) turn = [fixed(0), 0, 0, fixed(1)];
    if (flags & 128) turn = [fixed(0), fixed(1), fixed(2), fixed(3)];
    at += flags & 128 ? 8 : flags & 64 ? 4 : flags & 8 ? 2 : 0;
    parts.push({ glyph, placing: [...turn, dx, dy] });
    if (!(flags & 32)) return parts;
  }
}

function within(outer: Placing, inner: Placing): Placing {
  const [a, b, c, d, e, f] = outer;
  const [p, q, r, s, x, y] = inner;
  return [
    p * a + q * c,
    p * b + q * d,
    r * a + s * c,
    r * b + s * d,
    x * a + y * c + e,
    x * b + y * d + f,
  ];
}

/** Opens a font program as it is embedded in a PDF. */
export function openGlyphs(bytes: Uint8Array): GlyphPaths {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = readTables(view);
  const [head, loca, glyf] = ['head', 'loca', 'glyf'].map((tag) => tables.get(tag));
  if (head === undefined || loca === undefined || glyf === undefined) {
    throw new NotDrawn('a font in it has no outlines of the kind known here');
  }
  const isLong = view.getInt16(head + 50) === 1;
  const offset = (glyph: number) =>
    isLong ? view.getUint32(loca + glyph * 4) : view.getUint16(loca + glyph * 2) * 2;
  const add = (path: Path2D, glyph: number, placing: Placing, depth: number): void => {
    const at = glyf + offset(glyph);
    if (offset(glyph + 1) === offset(glyph) || depth > deepest) return;
    const contours = view.getInt16(at);
    if (contours >= 0) {
      readContours(view, at, contours).forEach((contour) => addContour(path, contour, placing));
      return;
    }
    for (const part of readParts(view, at)) {
      add(path, part.glyph, within(placing, part.placing), depth + 1);
    }
  };
  const known = new Map<number, Path2D>();
  const pathOf = (glyph: number): Path2D => {
    const path = known.get(glyph) ?? new Path2D();
    if (!known.has(glyph)) add(path, glyph, inPlace, 0);
    known.set(glyph, path);
    return path;
  };
  return { unitsPerEm: view.getUint16(head + 18), pathOf };
}
