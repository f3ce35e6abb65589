import type { WritableDb } from '../storage/database';
import type { ActionInfo, Operation } from './operation';
import type { RowStore, StoredRow } from './row-store';

/** An operation before it has been given its id and place. */
export type UnrecordedOperation = Operation extends infer O
  ? O extends Operation
    ? Omit<O, 'id' | 'seq'>
    : never
  : never;

/** Who acts, when, and what the ids of the action and its operations are made of. */
export type ActionStamp = {
  readonly actionId: string;
  readonly kind: 'do' | 'undo' | 'redo';
  readonly info: ActionInfo;
  readonly who: string;
  readonly at: string;
  readonly targetId: string | null;
  readonly newId: () => string;
};

/**
 * Writes an action and its operations down as they happen. The action row is written with the
 * first operation, so that an action which changed nothing leaves no trace in the history.
 */
export class Recorder {
  readonly operations: Operation[] = [];
  /** Every row touched, by table and key, as it was before this action; null: it was not there. */
  readonly rowsBefore = new Map<string, Map<string, StoredRow | null>>();

  constructor(
    private readonly db: WritableDb,
    private readonly store: RowStore,
    private readonly stamp: ActionStamp,
  ) {}

  get at(): string {
    return this.stamp.at;
  }

  /** To be told of a row before it is changed; only its first change in an action counts. */
  touch(table: string, key: string, row: StoredRow | null): void {
    const rows = this.rowsBefore.get(table) ?? new Map<string, StoredRow | null>();
    if (rows.size === 0) this.rowsBefore.set(table, rows);
    if (!rows.has(key)) rows.set(key, row);
  }

  record(change: UnrecordedOperation): void {
    if (this.operations.length === 0) this.#writeAction();
    const seq = this.operations.length + 1;
    // Spreading a member of the union keeps its kind, before and after together.
    const operation = { ...change, id: this.stamp.newId(), seq } as Operation;
    this.operations.push(operation);
    // Through the store, whose statements are prepared once: an import records 100,000 of these.
    this.store.insert('lectern_operation', {
      id: operation.id,
      action_id: this.stamp.actionId,
      seq,
      table_name: operation.table,
      row_key: operation.key,
      kind: operation.kind,
      before: operation.before && JSON.stringify(operation.before),
      after: operation.after && JSON.stringify(operation.after),
    });
  }

  #writeAction(): void {
    const { actionId, kind, info, who, at, targetId } = this.stamp;
    const last = this.db.first(
      this.db.from.selectFrom('lectern_action').select((e) => e.fn.max('seq').as('seq')),
    );
    this.db.run(
      this.db.from.insertInto('lectern_action').values({
        id: actionId,
        seq: Number(last?.seq ?? 0) + 1,
        kind,
        name: info.name,
        label: info.label,
        who,
        at,
        target_id: targetId,
        undone_by: null,
        undoable: info.undoable === false ? 0 : 1,
        source: info.source ?? 'person',
      }),
    );
  }
}
