import type { Typeface } from './font-library';
import { plainRecipe, recipeKey } from './glyph-recipe';
import type { Cluster } from './shape-line';

/** Hands out the codes by which a content stream names the glyphs of one embedded font. */
export type GlyphCodes = {
  readonly face: Typeface;
  /** Name of the font in the page's resources. */
  readonly resource: string;
  readonly codeOf: (cluster: Cluster) => number;
  /** What each code stands for; code 0 is the glyph for missing characters, as PDF asks. */
  readonly clusters: readonly Cluster[];
};

/**
 * Starts counting the glyphs of a face. Each pair of recipe and text gets a code of its own, so
 * that a glyph which stands for different characters in different words still copies out right.
 */
export function countGlyphs(face: Typeface, resource: string): GlyphCodes {
  const clusters: Cluster[] = [{ recipe: plainRecipe(0, face.file.advance(0)), text: '' }];
  const codes = new Map<string, number>();
  return {
    face,
    resource,
    clusters,
    codeOf: (cluster) => {
      const key = `${recipeKey(cluster.recipe)} ${cluster.text}`;
      const known = codes.get(key);
      if (known !== undefined) return known;
      codes.set(key, clusters.push(cluster) - 1);
      return clusters.length - 1;
    },
  };
}

/** One font per face, for the lines that are written together. */
export function fontSet(prefix: string): {
  readonly codesFor: (face: Typeface) => GlyphCodes;
  readonly all: () => readonly GlyphCodes[];
} {
  const fonts = new Map<string, GlyphCodes>();
  return {
    codesFor: (face) => {
      const known = fonts.get(face.name) ?? countGlyphs(face, `${prefix}${fonts.size + 1}`);
      fonts.set(face.name, known);
      return known;
    },
    all: () => [...fonts.values()],
  };
}
