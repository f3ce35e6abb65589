import { fail } from '../../../shared/kernel/errors';
import type { CheckedDraft } from './checked-draft';
import type { SourceReport } from './read-source';

/** One file of a preview and the drafts it gave, in the order of the file. */
export type PreviewFile = {
  report: SourceReport;
  readonly drafts: PreviewDraft[];
};

/** A draft, and whether it is there already. */
export type PreviewDraft = CheckedDraft & {
  /** Counted over all files of the preview, from 0. */
  readonly index: number;
  /** It stands earlier in the same preview, word for word. */
  readonly repeats: boolean;
  /** The question of the target quiz that asks the same. */
  readonly twin: string | null;
};

/** Everything read of some sources, waiting for a person to accept it. */
export type Preview = {
  readonly id: string;
  readonly quizId: string | null;
  readonly files: PreviewFile[];
  /** False while the worker is still reading. */
  complete: boolean;
};

/** More than these at once are forgotten again, the oldest first. */
const kept = 4;

/** Previews of one open workspace; they live in memory and end with the engine. */
export class PreviewStore {
  readonly #previews = new Map<string, Preview>();

  add(preview: Preview): void {
    for (const id of [...this.#previews.keys()].slice(
      0,
      Math.max(0, this.#previews.size - kept + 1),
    )) {
      this.#previews.delete(id);
    }
    this.#previews.set(preview.id, preview);
  }

  /** Fails with `not_found` for a preview that was accepted, discarded or never made. */
  get(id: string): Preview {
    return (
      this.#previews.get(id) ??
      fail(
        'not_found',
        'This preview is no longer there. Nothing was imported; open the file again.',
      )
    );
  }

  remove(id: string): void {
    this.#previews.delete(id);
  }
}

const stores = new WeakMap<object, PreviewStore>();

/** The previews of an open workspace. */
export function previewsOf(workspace: object): PreviewStore {
  const known = stores.get(workspace);
  if (known) return known;
  const store = new PreviewStore();
  stores.set(workspace, store);
  return store;
}
