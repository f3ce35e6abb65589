import { create } from 'zustand';
import type { Choice, Choices } from './conflicts/choice';

type SyncStore = {
  /** What was chosen of conflicts that are not decided yet, by operation and field group. */
  readonly choices: { readonly [op: string]: Choices };
  /** Ends the first copy that this window has begun; null when it runs none. */
  readonly stopCopy: (() => void) | null;
  readonly choose: (op: string, groups: readonly string[], choice: Choice) => void;
  readonly forget: (op: string) => void;
  readonly setStopCopy: (stop: (() => void) | null) => void;
};

/** What is being decided and is not decided yet; rows are queried, never kept here. */
export const useSyncStore = create<SyncStore>((set, get) => ({
  choices: {},
  stopCopy: null,
  choose: (op, groups, choice) => {
    const before = get().choices;
    const chosen = Object.fromEntries(groups.map((group) => [group, choice]));
    set({ choices: { ...before, [op]: { ...before[op], ...chosen } } });
  },
  forget: (op) => {
    const { [op]: _decided, ...choices } = get().choices;
    set({ choices });
  },
  setStopCopy: (stopCopy) => set({ stopCopy }),
}));
