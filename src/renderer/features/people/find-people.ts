import { filterRows } from '../../ui/filter/fold-text';

/**
 * Letters that no accent can be taken from, with what people without that key type instead, and
 * Arabic letters that are written in several ways in names.
 */
const otherSpellings: { readonly [letter: string]: string } = {
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ø: 'o',
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ة: 'ه',
  '’': "'",
  ʼ: "'",
  '`': "'",
};

const special = new RegExp(`[${Object.keys(otherSpellings).join('')}]`, 'gu');
const wordMarks = /['\-–.]/g;

function respelt(text: string): string {
  return text
    .normalize('NFC')
    .toLocaleLowerCase()
    .replace(special, (letter) => otherSpellings[letter] ?? letter);
}

type Findable = {
  readonly userId: string;
  readonly name: string | null;
  readonly email: string | null;
};

/** Name and e-mail in plain letters, and the name once more without apostrophes and hyphens. */
function words({ name, email }: Findable): string {
  const plain = respelt(name ?? '');
  return [plain, plain.replace(wordMarks, ''), respelt(email ?? '')].join(' ');
}

function wordsAndId(person: Findable): string {
  return `${words(person)} ${person.userId}`;
}

/**
 * Learners found by what was typed: `lukasz`, `dang` and `oneill` find Łukasz, Đặng and O’Neill.
 * Ids are letters by chance, so they count only for a query with a digit or an underscore, or
 * where a learner has no other name.
 */
export function findPeople<P extends Findable>(people: readonly P[], typed: string): readonly P[] {
  const looksLikeId = /[\d_]/.test(typed);
  return filterRows(people, respelt(typed), looksLikeId ? wordsAndId : nameless);
}

function nameless(person: Findable): string {
  return person.name === null ? wordsAndId(person) : words(person);
}
