import { create } from 'zustand';
import { readLocal, writeLocal } from '../../ui/storage/local-store';
import { recallDrafts, rememberDrafts } from './draft-memory';
import type { DraftContent } from './model/draft-content';

/** What has been written of one question and is not (known to be) stored. */
export type QuestionDraft = {
  readonly quizId: string;
  readonly content: DraftContent;
  /** What was stored when the draft began; null for a question that was never stored. */
  readonly base: DraftContent | null;
  /** Place of a new question in its quiz, counted from 0. */
  readonly at?: number;
  /** `stored` only until the stored question has come back from the engine. */
  readonly state: 'typed' | 'storing' | 'stored';
  /** `base` has been seen in the list of stored questions; from then on a difference is news. */
  readonly settled?: boolean;
  /** Storing was asked for once more while it went on. */
  readonly again?: boolean;
  /** The person has left the question: now its problems are shown beside the fields. */
  readonly attempted?: boolean;
  /** Why the engine refused it. */
  readonly failure?: string;
};

type PreviewColumn = 'auto' | 'shown' | 'hidden';

type QuizStore = {
  readonly drafts: { readonly [questionId: string]: QuestionDraft };
  /** New questions by the name they had before they were stored. */
  readonly renamed: { readonly [temporary: string]: string };
  /** The draft thrown away last, for undo. */
  readonly discarded: { readonly id: string; readonly draft: QuestionDraft } | null;
  readonly preview: PreviewColumn;
  readonly put: (id: string, draft: QuestionDraft) => void;
  readonly patch: (id: string, part: Partial<QuestionDraft>) => void;
  readonly drop: (id: string) => void;
  /** Drops a draft on purpose; it can be put back. */
  readonly discard: (id: string) => void;
  readonly putBack: () => void;
  readonly forgetDiscarded: () => void;
  readonly rename: (temporary: string, id: string) => void;
  readonly setPreview: (preview: PreviewColumn) => void;
};

/** Drafts and choices of the quiz editor; stored questions are queried, never kept here. */
export const useQuizStore = create<QuizStore>((set, get) => ({
  drafts: recallDrafts(),
  renamed: {},
  discarded: null,
  preview: readLocal('quiz.preview') === 'hidden' ? 'hidden' : 'auto',
  put: (id, draft) => set({ drafts: { ...get().drafts, [id]: draft } }),
  patch: (id, part) => {
    const draft = get().drafts[id];
    if (draft) set({ drafts: { ...get().drafts, [id]: { ...draft, ...part } } });
  },
  drop: (id) => {
    const { [id]: _dropped, ...drafts } = get().drafts;
    set({ drafts });
  },
  discard: (id) => {
    const draft = get().drafts[id];
    if (!draft) return;
    get().drop(id);
    set({ discarded: { id, draft } });
  },
  putBack: () => {
    const { discarded, put } = get();
    if (discarded) put(discarded.id, discarded.draft);
    set({ discarded: null });
  },
  forgetDiscarded: () => {
    if (get().discarded) set({ discarded: null });
  },
  rename: (temporary, id) => {
    const { [temporary]: draft, ...others } = get().drafts;
    const drafts = draft ? { ...others, [id]: draft } : others;
    set({ drafts, renamed: { ...get().renamed, [temporary]: id } });
  },
  setPreview: (preview) => {
    writeLocal('quiz.preview', preview);
    set({ preview });
  },
}));

useQuizStore.subscribe(({ drafts }, before) => {
  if (drafts !== before.drafts) rememberDrafts(drafts);
});
