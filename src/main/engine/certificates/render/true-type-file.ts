/**
 * The parts of a TrueType font file that embedding it in a PDF needs, read in place:
 * no copy is made of the outlines, so a 10 MB face costs a few kilobytes to open.
 * Table layouts: OpenType specification 1.9, chapters head, hhea, maxp, hmtx, loca, glyf, post.
 */
export type TrueTypeFile = {
  readonly unitsPerEm: number;
  readonly glyphCount: number;
  readonly ascender: number;
  readonly descender: number;
  /** xMin, yMin, xMax, yMax in font units. */
  readonly box: readonly [number, number, number, number];
  /** Degrees, negative when the letters lean to the right. */
  readonly italicAngle: number;
  /** The whole table, or undefined when the font has none of that tag. */
  readonly table: (tag: string) => Uint8Array | undefined;
  /** Horizontal advance in font units. */
  readonly advance: (glyph: number) => number;
  /** Left side bearing in font units. */
  readonly bearing: (glyph: number) => number;
  /** The glyph's `glyf` record; empty for a blank glyph. */
  readonly outline: (glyph: number) => Uint8Array;
};

type Directory = ReadonlyMap<string, { readonly offset: number; readonly length: number }>;

function readDirectory(view: DataView): Directory {
  const count = view.getUint16(4);
  const directory = new Map<string, { offset: number; length: number }>();
  for (let index = 0; index < count; index += 1) {
    const at = 12 + index * 16;
    const tag = String.fromCharCode(
      view.getUint8(at),
      view.getUint8(at + 1),
      view.getUint8(at + 2),
      view.getUint8(at + 3),
    );
    directory.set(tag, { offset: view.getUint32(at + 8), length: view.getUint32(at + 12) });
  }
  return directory;
}

function offsetOf(directory: Directory, tag: string): number {
  const entry = directory.get(tag);
  if (!entry) throw new Error(`The font has no ${tag} table.`);
  return entry.offset;
}

type Metrics = Pick<TrueTypeFile, 'advance' | 'bearing'>;

/** Widths from `hmtx`: the last pair's width holds for all glyphs after it. */
function readMetrics(view: DataView, hhea: number, hmtx: number): Metrics {
  const pairs = view.getUint16(hhea + 34);
  return {
    advance: (glyph) => view.getUint16(hmtx + Math.min(glyph, pairs - 1) * 4),
    bearing: (glyph) =>
      glyph < pairs
        ? view.getInt16(hmtx + glyph * 4 + 2)
        : view.getInt16(hmtx + pairs * 4 + (glyph - pairs) * 2),
  };
}

/** Opens a TrueType font (`glyf` outlines). Throws when a table that embedding needs is missing. */
export function openTrueType(source: Uint8Array): TrueTypeFile {
  // A Buffer's slice() shares memory where a Uint8Array's copies; copies are what is meant here.
  const bytes = new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = readDirectory(view);
  const at = (tag: string): number => offsetOf(directory, tag);
  const [head, hhea, loca, glyf] = [at('head'), at('hhea'), at('loca'), at('glyf')];
  const hasLongOffsets = view.getInt16(head + 50) === 1;
  const glyphStart = (glyph: number): number =>
    hasLongOffsets ? view.getUint32(loca + glyph * 4) : view.getUint16(loca + glyph * 2) * 2;
  const post = directory.get('post')?.offset;
  const boxField = (field: number): number => view.getInt16(head + field);
  return {
    ...readMetrics(view, hhea, at('hmtx')),
    unitsPerEm: view.getUint16(head + 18),
    glyphCount: view.getUint16(at('maxp') + 4),
    ascender: view.getInt16(hhea + 4),
    descender: view.getInt16(hhea + 6),
    box: [boxField(36), boxField(38), boxField(40), boxField(42)],
    italicAngle: post === undefined ? 0 : view.getInt32(post + 4) / 65536,
    table: (tag) => {
      const entry = directory.get(tag);
      return entry && bytes.subarray(entry.offset, entry.offset + entry.length);
    },
    outline: (glyph) => bytes.subarray(glyf + glyphStart(glyph), glyf + glyphStart(glyph + 1)),
  };
}
