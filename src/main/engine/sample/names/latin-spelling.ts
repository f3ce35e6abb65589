/** Letters that are no base letter with an accent, and what an e-mail address writes for them. */
const letters: { readonly [letter: string]: string } = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ı: 'i',
};

/** A name in plain small letters for an e-mail address: `Þórdís Ní Bhraonáin` gives `thordisnibhraonain`. */
export function latinSpelling(name: string): string {
  const plain = Array.from(name.toLowerCase(), (letter) => letters[letter] ?? letter).join('');
  return plain.normalize('NFD').replace(/[^a-z-]/g, '');
}
