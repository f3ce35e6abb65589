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
  readonly #seen = new Set<string>();

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
    const repeats = this.#seen.has(draft.wholeHash);
    this.#seen.add(draft.wholeHash);
    const same = this.#inQuiz.get(draft.contentHash) ?? [];
    const twin = same.find(({ title }) => title === draft.title) ?? same[0];
    return { repeats, twin: twin?.id ?? null };
  }
}
