import { Blob, Face, Font } from 'harfbuzzjs';
import { describe, expect, test } from 'vitest';
import { createFontLibrary } from '../../../src/main/engine/certificates/render/font-library';
import { plainRecipe } from '../../../src/main/engine/certificates/render/glyph-recipe';
import { openTrueType } from '../../../src/main/engine/certificates/render/true-type-file';
import { subsetTrueType } from '../../../src/main/engine/certificates/render/true-type-subset';
import { typefaceNames } from '../../../src/main/engine/certificates/render/typefaces';

const fonts = createFontLibrary();
const reopened = (bytes: Uint8Array): Font => new Font(new Face(new Blob(bytes)));

describe('a font cut down to some glyphs', () => {
  test.each(typefaceNames)('draws them exactly as the whole font does: %s', (name) => {
    const { file, shaper } = fonts.typeface(name);
    const glyphs = Array.from({ length: 120 }, (_, index) => index * 3).filter(
      (glyph) => glyph < file.glyphCount,
    );
    const subset = subsetTrueType(
      file,
      glyphs.map((glyph) => plainRecipe(glyph, file.advance(glyph))),
    );
    const small = reopened(subset);
    for (const [index, glyph] of glyphs.entries()) {
      expect(small.glyphToPath(index)).toBe(shaper.glyphToPath(glyph));
      expect(small.glyphHAdvance(index)).toBe(shaper.glyphHAdvance(glyph));
    }
  });

  test('casts several glyphs into one, each moved to its place', () => {
    const { file, shaper } = fonts.typeface('serif');
    const [a, b] = [shaper.nominalGlyph(0x61) ?? 0, shaper.nominalGlyph(0x62) ?? 0];
    const parts = [
      { glyph: a, x: 0, y: 0 },
      { glyph: b, x: 500, y: 100 },
    ];
    const subset = subsetTrueType(file, [plainRecipe(0, 0), { parts, advance: 1000 }]);
    const path = reopened(subset).glyphToPath(1);
    expect(path.startsWith(shaper.glyphToPath(a))).toBe(true);
    expect(path.match(/Z/gu)).toHaveLength(
      `${shaper.glyphToPath(a)}${shaper.glyphToPath(b)}`.match(/Z/gu)?.length ?? 0,
    );
    expect(openTrueType(subset).advance(1)).toBe(1000);
  });

  test('is small: ten glyphs of the 10 MB Han font stay under 10 KB', () => {
    const { file } = fonts.typeface('han');
    const recipes = Array.from({ length: 10 }, (_, index) => plainRecipe(5000 + index, 1000));
    expect(subsetTrueType(file, recipes).length).toBeLessThan(10_000);
  });

  test('leaves the font it was cut from untouched', () => {
    const { file } = fonts.typeface('sans');
    const before = file.table('maxp')?.slice();
    subsetTrueType(file, [plainRecipe(0, 0)]);
    expect(file.table('maxp')).toEqual(before);
  });
});
