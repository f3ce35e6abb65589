import { isDeepStrictEqual } from 'node:util';
import type { CheckedDraft } from './checked-draft';

/** A question that is already in the target quiz. */
export type Known = {
  readonly id: string;
  readonly contentHash: string;
  readonly title: string | null;
};

/** Says of each draft whether it is there already: in the quiz, or earlier in the same files. */
export class DuplicateFinder {
  readonly #inQuiz = new Map<string, Known[]>();
  readonly #seen = new Map<string, CheckedDraft[]>();

  constructor(known: readonly Known[]) {
    for (const question of known) {
      const same = this.#inQuiz.get(question.contentHash);
      if (same) same.push(question);
      else this.#inQuiz.set(question.contentHash, [question]);
    }
  }

  /** `twin` is the question in the quiz, by title when several ask the same. */
  look(draft: CheckedDraft): { readonly repeats: boolean; readonly twin: string | null } {
    if (draft.question === null) return { repeats: false, twin: null };
    const earlier = this.#seen.get(draft.contentHash);
    const repeats = earlier?.some((other) => isSame(other, draft)) ?? false;
    if (!earlier) this.#seen.set(draft.contentHash, [draft]);
    else if (!repeats) earlier.push(draft);
    const same = this.#inQuiz.get(draft.contentHash) ?? [];
    const twin = same.find(({ title }) => title === draft.title) ?? same[0];
    return { repeats, twin: twin?.id ?? null };
  }
}

/**
 * Within a file only questions that agree in everything are one question written twice: banks do
 * hold the same question under two titles, or with other feedback, on purpose.
 */
function isSame(one: CheckedDraft, other: CheckedDraft): boolean {
  return one.title === other.title && isDeepStrictEqual(one.question, other.question);
}
