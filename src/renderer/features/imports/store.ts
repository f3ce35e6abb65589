import { create } from 'zustand';
import type { ImportedQuestion, ImportSource } from '../../../shared/contract/imports';

export type Status = ImportedQuestion['status'];
export type DuplicateRule = 'skip' | 'keep' | 'update';

/** What is read: a file or pasted text, and what the person said about how to read it. */
export type ChosenSource = {
  readonly key: string;
  readonly name: string;
  readonly source: ImportSource;
};

/** Where the questions go. */
export type Target =
  | { readonly kind: 'quiz'; readonly quizId: string | null }
  | { readonly kind: 'new'; readonly title: string | null; readonly courseId: string | null };

type Reading = Pick<ImportSource, 'format' | 'encoding' | 'mapping'>;

type ImportState = {
  readonly sources: readonly ChosenSource[];
  /** Questions the person left out, by index, with the state they are in. */
  readonly skipped: ReadonlyMap<number, Status>;
  readonly duplicates: DuplicateRule;
  readonly target: Target;
  readonly add: (sources: readonly ImportSource[]) => void;
  readonly remove: (key: string) => void;
  readonly read: (key: string, reading: Reading) => void;
  readonly toggle: (question: ImportedQuestion) => void;
  readonly setDuplicates: (duplicates: DuplicateRule) => void;
  readonly setTarget: (target: Target) => void;
  readonly reset: () => void;
};

/** The contract's bound on sources of one preview. */
const mostSources = 200;

function nameOf(source: ImportSource): string {
  return 'path' in source ? (source.path.split(/[/\\]/).pop() ?? source.path) : source.name;
}

let lastKey = 0;

const nothing = {
  sources: [],
  skipped: new Map<number, Status>(),
  duplicates: 'skip',
  target: { kind: 'new', title: null, courseId: null },
} as const;

/** What was chosen for an import; the questions themselves stay in the engine's preview. */
export const useImportStore = create<ImportState>((set, get) => {
  // Indexes count over all files, so a change of the files makes what was left out meaningless.
  const setSources = (sources: readonly ChosenSource[]) => set({ sources, skipped: new Map() });
  return {
    ...nothing,
    add: (added) => {
      const known = new Set(get().sources.map(({ source }) => 'path' in source && source.path));
      const fresh = added.filter((source) => !('path' in source) || !known.has(source.path));
      const chosen = fresh.map((source) => ({
        key: `source-${++lastKey}`,
        name: nameOf(source),
        source,
      }));
      if (chosen.length > 0) setSources([...get().sources, ...chosen].slice(0, mostSources));
    },
    remove: (key) => setSources(get().sources.filter((one) => one.key !== key)),
    read: (key, reading) =>
      setSources(
        get().sources.map((one) =>
          one.key === key ? { ...one, source: { ...one.source, ...reading } } : one,
        ),
      ),
    toggle: ({ index, status }) => {
      const skipped = new Map(get().skipped);
      if (!skipped.delete(index)) skipped.set(index, status);
      set({ skipped });
    },
    setDuplicates: (duplicates) => set({ duplicates }),
    setTarget: (target) => set({ target }),
    reset: () => set(nothing),
  };
});
