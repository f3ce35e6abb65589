import { castOutline, copyOutline, leftEdge } from './glyph-outline';
import { plainGlyph, plainRecipe, type GlyphRecipe } from './glyph-recipe';
import type { TrueTypeFile } from './true-type-file';
import { aligned, writeTrueType } from './true-type-writer';

/** Writes 16-bit fields into a copy of a table. */
function patched(
  table: Uint8Array | undefined,
  fields: readonly (readonly [at: number, value: number])[],
): Uint8Array {
  const copy = (table ?? new Uint8Array()).slice();
  const view = new DataView(copy.buffer);
  for (const [at, value] of fields) view.setUint16(at, Math.min(value, 0xffff));
  return copy;
}

function outlineOf(font: TrueTypeFile, recipe: GlyphRecipe, place: (glyph: number) => number) {
  const plain = plainGlyph(recipe);
  return plain === undefined
    ? castOutline(font, recipe.parts, place)
    : copyOutline(font, plain, place);
}

/** The recipes with the parts that composites need after them, and an outline for each. */
function castAll(font: TrueTypeFile, recipes: readonly GlyphRecipe[]) {
  const included = [...recipes];
  const places = new Map<number, number>();
  included.forEach((recipe, index) => {
    const plain = plainGlyph(recipe);
    if (plain !== undefined && !places.has(plain)) places.set(plain, index);
  });
  const place = (glyph: number): number => {
    const known = places.get(glyph);
    if (known !== undefined) return known;
    const index = included.push(plainRecipe(glyph, font.advance(glyph))) - 1;
    places.set(glyph, index);
    return index;
  };
  const outlines: Uint8Array[] = [];
  // The list grows on the way: parts of composites are appended, and visited in their turn.
  for (const recipe of included) outlines.push(outlineOf(font, recipe, place));
  return { included, outlines };
}

/** The side bearing is the outline's own left edge: a reader would shift the glyph otherwise. */
function glyphTables(font: TrueTypeFile, recipes: readonly GlyphRecipe[]) {
  const { included, outlines } = castAll(font, recipes);
  const loca = new DataView(new ArrayBuffer((outlines.length + 1) * 4));
  const hmtx = new DataView(new ArrayBuffer(outlines.length * 4));
  const glyf = new Uint8Array(outlines.reduce((sum, outline) => sum + aligned(outline.length), 0));
  let offset = 0;
  for (const [index, outline] of outlines.entries()) {
    const recipe = included[index];
    const plain = recipe && plainGlyph(recipe);
    glyf.set(outline, offset);
    offset += aligned(outline.length);
    loca.setUint32((index + 1) * 4, offset);
    hmtx.setUint16(index * 4, Math.max(0, recipe?.advance ?? 0));
    hmtx.setInt16(index * 4 + 2, plain === undefined ? leftEdge(outline) : font.bearing(plain));
  }
  return {
    count: outlines.length,
    deepest: Math.max(1, ...recipes.map((recipe) => recipe.parts.length)),
    tables: new Map<string, Uint8Array>([
      ['glyf', glyf],
      ['hmtx', new Uint8Array(hmtx.buffer)],
      ['loca', new Uint8Array(loca.buffer)],
    ]),
  };
}

/** Limits in `maxp` that joining several glyphs into one raises (OpenType 1.9, `maxp`). */
function raisedLimits(font: TrueTypeFile, count: number, parts: number): Uint8Array {
  const maxp = font.table('maxp') ?? new Uint8Array(32);
  const field = (at: number): number => ((maxp[at] ?? 0) << 8) | (maxp[at + 1] ?? 0);
  return patched(maxp, [
    [4, count],
    [10, Math.max(field(6), field(10)) * parts],
    [12, Math.max(field(8), field(12)) * parts],
    [28, Math.max(field(28), parts)],
    [30, field(30) + 1],
  ]);
}

/**
 * Makes a small font of which glyph `i` is `recipes[i]`; parts that composites need follow after.
 * Only the tables a CIDFontType2 font program needs are kept (PDF 1.7, 9.9, table 126).
 * Writing it ourselves takes microseconds where a general subsetter takes milliseconds, and the
 * dense numbering makes the code on the page equal to the glyph, so no map is stored beside it.
 */
export function subsetTrueType(font: TrueTypeFile, recipes: readonly GlyphRecipe[]): Uint8Array {
  const { count, deepest, tables } = glyphTables(font, recipes);
  tables.set('head', patched(font.table('head'), [[50, 1]]));
  tables.set('hhea', patched(font.table('hhea'), [[34, count]]));
  tables.set('maxp', raisedLimits(font, count, deepest));
  for (const tag of ['cvt ', 'fpgm', 'prep']) {
    const table = font.table(tag);
    if (table) tables.set(tag, table);
  }
  return writeTrueType(tables);
}
