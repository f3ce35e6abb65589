import { create } from 'zustand';
import { readLocal, writeLocal } from '../../ui/storage/local-store';

/** What is being typed for one submission and is not a grade yet. */
export type GradeDraft = {
  /** The score box as typed. */
  readonly score: string;
  readonly feedback: string;
  readonly waived: boolean;
};

type GradingState = {
  readonly drafts: { readonly [submissionId: string]: GradeDraft };
  readonly namesHidden: boolean;
  readonly ungradedOnly: boolean;
  readonly setDraft: (submissionId: string, draft: GradeDraft) => void;
  readonly dropDraft: (submissionId: string) => void;
  readonly toggleNames: () => void;
  readonly setUngradedOnly: (only: boolean) => void;
};

/** Drafts and choices of the grading room; rows are queried, never kept here. */
export const useGradingStore = create<GradingState>((set, get) => ({
  drafts: {},
  namesHidden: readLocal('grading.names') === 'hidden',
  ungradedOnly: true,
  setDraft: (submissionId, draft) => set({ drafts: { ...get().drafts, [submissionId]: draft } }),
  dropDraft: (submissionId) => {
    const { [submissionId]: _dropped, ...drafts } = get().drafts;
    set({ drafts });
  },
  toggleNames: () => {
    const namesHidden = !get().namesHidden;
    writeLocal('grading.names', namesHidden ? 'hidden' : 'shown');
    set({ namesHidden });
  },
  setUngradedOnly: (ungradedOnly) => set({ ungradedOnly }),
}));
