/** One glyph of a face, moved by whole font units. */
export type GlyphPart = { readonly glyph: number; readonly x: number; readonly y: number };

/**
 * What becomes one glyph of the embedded font: usually a glyph of the face as it is, else several
 * of them put together. Everything that shaping made of one cluster (a letter with its marks, a
 * Devanagari syllable) is cast into one glyph, so that each code on the page stands for whole
 * characters in reading order and every reader copies and searches the text right.
 */
export type GlyphRecipe = {
  readonly parts: readonly GlyphPart[];
  /** Font units. */
  readonly advance: number;
};

/** The recipe of a glyph as the face has it. */
export function plainRecipe(glyph: number, advance: number): GlyphRecipe {
  return { parts: [{ glyph, x: 0, y: 0 }], advance };
}

/** The glyph that a recipe leaves as it is, or undefined when it puts parts together. */
export function plainGlyph(recipe: GlyphRecipe): number | undefined {
  const [only, ...more] = recipe.parts;
  return only && more.length === 0 && only.x === 0 && only.y === 0 ? only.glyph : undefined;
}

/** A text that is the same for the same recipe, and only then. */
export function recipeKey(recipe: GlyphRecipe): string {
  const parts = recipe.parts.map(({ glyph, x, y }) => `${glyph},${x},${y}`);
  return `${parts.join(';')}|${recipe.advance}`;
}
