import type { GlyphPart } from './glyph-recipe';
import type { TrueTypeFile } from './true-type-file';

/** Flags of a composite glyph's component (OpenType 1.9, `glyf`, composite glyph description). */
const flag = {
  wordArguments: 0x0001,
  offsets: 0x0002,
  scale: 0x0008,
  more: 0x0020,
  xyScale: 0x0040,
  matrix: 0x0080,
  overlap: 0x0400,
} as const;

/** Finds the number a glyph of the face has in the new font, giving it one if need be. */
export type PlaceGlyph = (glyph: number) => number;

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function componentLength(flags: number): number {
  const placing = flags & flag.wordArguments ? 4 : 2;
  const scaling = flags & flag.matrix ? 8 : flags & flag.xyScale ? 4 : flags & flag.scale ? 2 : 0;
  return 4 + placing + scaling;
}

/** Copies a glyph's record; the parts of a composite are renumbered. */
export function copyOutline(font: TrueTypeFile, glyph: number, place: PlaceGlyph): Uint8Array {
  const outline = font.outline(glyph);
  if (outline.length === 0 || viewOf(outline).getInt16(0) >= 0) return outline;
  const copy = outline.slice();
  const view = viewOf(copy);
  for (let at = 10, more = true; more;) {
    const flags = view.getUint16(at);
    view.setUint16(at + 2, place(view.getUint16(at + 2)));
    more = (flags & flag.more) !== 0;
    at += componentLength(flags);
  }
  return copy;
}

type Box = readonly [xMin: number, yMin: number, xMax: number, yMax: number];

function boxOf(outline: Uint8Array, part: GlyphPart): Box {
  const view = viewOf(outline);
  return [
    view.getInt16(2) + part.x,
    view.getInt16(4) + part.y,
    view.getInt16(6) + part.x,
    view.getInt16(8) + part.y,
  ];
}

function joinBoxes(boxes: readonly Box[]): Box {
  return [
    Math.min(...boxes.map((box) => box[0])),
    Math.min(...boxes.map((box) => box[1])),
    Math.max(...boxes.map((box) => box[2])),
    Math.max(...boxes.map((box) => box[3])),
  ];
}

/** Casts parts into one composite glyph; blank parts vanish, and all blank gives a blank glyph. */
export function castOutline(
  font: TrueTypeFile,
  parts: readonly GlyphPart[],
  place: PlaceGlyph,
): Uint8Array {
  const visible = parts.filter((part) => font.outline(part.glyph).length > 0);
  if (visible.length === 0) return new Uint8Array();
  const record = new Uint8Array(10 + visible.length * 8);
  const view = viewOf(record);
  view.setInt16(0, -1);
  const box = joinBoxes(visible.map((part) => boxOf(font.outline(part.glyph), part)));
  box.forEach((edge, index) => view.setInt16(2 + index * 2, edge));
  visible.forEach((part, index) => {
    const at = 10 + index * 8;
    const more = index < visible.length - 1 ? flag.more : 0;
    view.setUint16(at, flag.wordArguments | flag.offsets | flag.overlap | more);
    view.setUint16(at + 2, place(part.glyph));
    view.setInt16(at + 4, part.x);
    view.setInt16(at + 6, part.y);
  });
  return record;
}

/** The left edge of a record's box, in font units; 0 for a blank glyph. */
export function leftEdge(outline: Uint8Array): number {
  return outline.length === 0 ? 0 : viewOf(outline).getInt16(2);
}
