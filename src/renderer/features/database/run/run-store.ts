import { create } from 'zustand';
import type { AnswerOf, Client } from '../../../client';

export type ApplyOutcome = AnswerOf<Client['migrate']['up']>;

type RunState = {
  /** The database that the running work was started on; null when none was started here. */
  readonly startedOn: string | null;
  /** What the last apply of this session said, by database: it outlives a visit elsewhere. */
  readonly outcomes: { readonly [database: string]: ApplyOutcome };
  /** Outcomes that were read and put away. */
  readonly dismissed: { readonly [database: string]: boolean };
};

const useStore = create<RunState>(() => ({ startedOn: null, outcomes: {}, dismissed: {} }));

/** Notes on which database work begins. */
export function noteStart(database: string): void {
  useStore.setState({ startedOn: database });
}

/** Keeps what an apply said until it is put away or the window closes. */
export function noteOutcome(database: string, outcome: ApplyOutcome): void {
  useStore.setState(({ outcomes, dismissed }) => ({
    outcomes: { ...outcomes, [database]: outcome },
    dismissed: { ...dismissed, [database]: false },
  }));
}

/** Puts an outcome away that has been read. */
export function dismissOutcome(database: string): void {
  useStore.setState(({ dismissed }) => ({ dismissed: { ...dismissed, [database]: true } }));
}

/** Whether the work that runs was started on another database than this. */
export function useIsElsewhere(database: string): boolean {
  return useStore(({ startedOn }) => startedOn !== null && startedOn !== database);
}

/** What the last apply on this database said; `isOpen` until it was put away. */
export function useOutcome(database: string): {
  readonly outcome: ApplyOutcome | undefined;
  readonly isOpen: boolean;
} {
  const outcome = useStore(({ outcomes }) => outcomes[database]);
  const isDismissed = useStore(({ dismissed }) => dismissed[database] ?? false);
  return { outcome, isOpen: outcome !== undefined && !isDismissed };
}
