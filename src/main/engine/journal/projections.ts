import type { WritableDb } from '../storage/database';
import type { Operation } from './operation';

/** The action a projection runs for. */
export type ProjectedAction = {
  readonly actionId: string;
  readonly kind: 'do' | 'undo' | 'redo';
  readonly name: string;
  readonly who: string;
  readonly at: string;
};

/**
 * Rows that follow from other rows (UserXP from the ledger, the grade history from grades) and
 * are therefore written again by every action, undo and redo, in its transaction, instead of
 * being recorded and inverted themselves.
 */
export type Projection = {
  /** The table whose changes it follows. */
  readonly table: string;
  /** The tables it writes, so that the window refetches them. */
  readonly writes: readonly string[];
  readonly project: (
    db: WritableDb,
    changes: readonly Operation[],
    action: ProjectedAction,
  ) => void;
};
