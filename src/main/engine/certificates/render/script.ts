/** Scripts that are shaped in their own way, as ISO 15924 tags. */
const scripts: readonly (readonly [tag: string, pattern: RegExp])[] = [
  ['Latn', /\p{Script=Latin}/u],
  ['Grek', /\p{Script=Greek}/u],
  ['Cyrl', /\p{Script=Cyrillic}/u],
  ['Arab', /\p{Script=Arabic}/u],
  ['Hebr', /\p{Script=Hebrew}/u],
  ['Deva', /\p{Script=Devanagari}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Hani', /\p{Script=Han}/u],
  ['Hira', /\p{Script=Hiragana}/u],
  ['Kana', /\p{Script=Katakana}/u],
  ['Bopo', /\p{Script=Bopomofo}/u],
];
const shared = /[\p{Script=Common}\p{Script=Inherited}]/u;

/**
 * The script a grapheme belongs to; null for spaces, digits and punctuation, which take the
 * script of their neighbours; `Zyyy` for a script Lectern has no face for.
 */
export function scriptOf(grapheme: string): string | null {
  for (const [tag, pattern] of scripts) if (pattern.test(grapheme)) return tag;
  return [...grapheme].every((character) => shared.test(character)) ? null : 'Zyyy';
}
