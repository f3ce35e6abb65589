import type { StoredRow } from './row-store';

/**
 * One change of one row. An update carries only the fields that changed; an insert or a delete
 * carries the whole row, so that 100,000 imported questions are 100,000 rows and not a million.
 */
export type Operation = {
  readonly id: string;
  readonly seq: number;
  readonly table: string;
  readonly key: string;
} & (
  | { readonly kind: 'insert'; readonly before: null; readonly after: StoredRow }
  | { readonly kind: 'update'; readonly before: StoredRow; readonly after: StoredRow }
  | { readonly kind: 'delete'; readonly before: StoredRow; readonly after: null }
);

/** What is written about an action beside its operations. */
export type ActionInfo = {
  /** Machine name, `topic.verb`. */
  readonly name: string;
  /** What a person reads after "Undo:", such as `score of Mia Ito`. */
  readonly label: string;
  readonly source?: 'person' | 'import' | 'sync';
  /** False for what must stay as it is (an issued certificate); Ctrl+Z passes over it. */
  readonly undoable?: boolean;
};
