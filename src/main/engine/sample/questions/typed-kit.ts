import type { AcceptedNumber, Blank, BlankKey } from '../../../../shared/domain/questions';
import { drafted, partId, type DraftedQuestion, type Extras } from './drafted';

/** An accepted text; a share below 1 marks an answer that is only partly right. */
export type AcceptedWord = string | readonly [text: string, share: number];

function acceptedWords(words: readonly AcceptedWord[]) {
  return words.map((word) => {
    const [text, weight] = typeof word === 'string' ? [word, 1] : word;
    return { text, weight };
  });
}

/** A word or two, typed; `slips` are wrong ones that learners type. A `*` stands for any text. */
export function inWords(
  stem: string,
  accepted: readonly AcceptedWord[],
  slips: readonly string[],
  extras: Extras & { readonly caseSensitive?: boolean } = {},
): DraftedQuestion {
  const words = acceptedWords(accepted);
  const wildcards = words.some(({ text }) => text.includes('*'));
  const key = { accepted: words, caseSensitive: extras.caseSensitive ?? false, wildcards };
  const content = { type: 'short_answer', options: {}, correctAnswer: key } as const;
  return drafted(stem, extras, () => content, { '': slips });
}

/** What counts as the number: a value with a tolerance, or several entries with weights. */
export type NumberSpec = {
  readonly accepted: readonly AcceptedNumber[];
  readonly unit?: string;
};

/** A value with an absolute tolerance, worth everything. */
export function near(value: number, tolerance: number, unit?: string): NumberSpec {
  const accepted = [{ value, tolerance, weight: 1 }];
  return unit === undefined ? { accepted } : { accepted, unit };
}

/** A number, typed; `slips` are wrong ones that learners reach. */
export function inNumbers(
  stem: string,
  key: NumberSpec,
  slips: readonly string[],
  extras: Extras = {},
): DraftedQuestion {
  const content = { type: 'numeric', options: {}, correctAnswer: key } as const;
  return drafted(stem, extras, () => content, { '': slips });
}

/** One gap of a text. */
export type Gap =
  | { readonly words: readonly AcceptedWord[]; readonly slips: readonly string[] }
  | { readonly number: NumberSpec; readonly slips: readonly string[] }
  | { readonly right: string; readonly wrong: readonly string[] };

type Filled = { readonly blank: Blank; readonly key: BlankKey };

function fillGap(
  id: string,
  gap: Gap,
  shuffle: (texts: readonly string[]) => readonly string[],
): Filled {
  if ('words' in gap) {
    const key = { accepted: acceptedWords(gap.words), caseSensitive: false, wildcards: false };
    return { blank: { id, kind: 'text' }, key };
  }
  if ('number' in gap) return { blank: { id, kind: 'number' }, key: gap.number };
  const shown = shuffle([gap.right, ...gap.wrong]);
  const choices = shown.map((text, at) => ({ id: partId(at), text }));
  return {
    blank: { id, kind: 'choice', choices },
    key: { optionId: partId(shown.indexOf(gap.right)) },
  };
}

/** A text with gaps, each marked `[[id]]` in the stem. */
export function withGaps(
  stem: string,
  gaps: { readonly [id: string]: Gap },
  extras: Extras = {},
): DraftedQuestion {
  const slips = Object.fromEntries(
    Object.entries(gaps).map(([id, gap]) => [id, 'slips' in gap ? gap.slips : []]),
  );
  return drafted(
    stem,
    { points: 2, ...extras },
    (random) => {
      const filled = Object.entries(gaps).map(([id, gap]) => fillGap(id, gap, random.shuffle));
      return {
        type: 'fill_blanks',
        options: { blanks: filled.map(({ blank }) => blank) },
        correctAnswer: {
          blanks: Object.fromEntries(filled.map(({ blank, key }) => [blank.id, key])),
        },
      };
    },
    slips,
  );
}

/** A longer text that a person grades. */
export function inProse(stem: string, extras: Extras = {}): DraftedQuestion {
  const content = { type: 'essay', options: {}, correctAnswer: {} } as const;
  return drafted(stem, { points: 5, difficulty: 0, ...extras }, () => content);
}

/** A text between questions; worth nothing. */
export function reading(stem: string): DraftedQuestion {
  const content = { type: 'description', options: {}, correctAnswer: {} } as const;
  return drafted(stem, { points: 0 }, () => content);
}
