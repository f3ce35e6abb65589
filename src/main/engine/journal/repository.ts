import type { ActionSummary } from '../../../shared/contract/history';
import type { ReadableDb, WritableDb } from '../storage/database';
import type { Operation } from './operation';

/** An action as undo and redo need it. */
export type StoredAction = {
  readonly id: string;
  readonly kind: 'do' | 'undo' | 'redo';
  readonly name: string;
  readonly label: string;
  readonly at: string;
  readonly targetId: string | null;
  readonly undoneBy: string | null;
  readonly undoable: boolean;
};

function actions(db: ReadableDb) {
  return db.from
    .selectFrom('lectern_action')
    .select(['id', 'kind', 'name', 'label', 'at', 'seq', 'undoable'])
    .select(['target_id as targetId', 'undone_by as undoneBy']);
}

type ActionRow = {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly label: string;
  readonly at: string;
  readonly targetId: string | null;
  readonly undoneBy: string | null;
  readonly undoable: number;
};

function toAction(row: ActionRow | undefined): StoredAction | undefined {
  if (!row) return undefined;
  // A CHECK of the table keeps `kind` to these three.
  return { ...row, kind: row.kind as StoredAction['kind'], undoable: row.undoable === 1 };
}

export function findAction(db: ReadableDb, id: string): StoredAction | undefined {
  return toAction(db.first(actions(db).where('id', '=', id)));
}

/** The newest action that stands and may be taken back. */
export function nextUndo(db: ReadableDb): StoredAction | undefined {
  return toAction(
    db.first(
      actions(db)
        .where('kind', '=', 'do')
        .where('undone_by', 'is', null)
        .where('undoable', '=', 1)
        .orderBy('seq', 'desc')
        .limit(1),
    ),
  );
}

/** The newest undo that still stands, unless something new was done after it. */
export function nextRedo(
  db: ReadableDb,
): { readonly undo: StoredAction; readonly target: StoredAction } | undefined {
  const latest = db.first(
    db.from
      .selectFrom('lectern_action')
      .select('seq')
      .where('kind', '=', 'do')
      .where('undone_by', 'is', null)
      .orderBy('seq', 'desc')
      .limit(1),
  );
  const undone = db.first(
    db.from
      .selectFrom('lectern_action as target')
      .innerJoin('lectern_action as undo', 'undo.id', 'target.undone_by')
      .select([
        'target.id as targetId',
        'undo.id as undoId',
        'undo.seq as seq',
        'target.seq as targetSeq',
      ])
      .orderBy('undo.seq', 'desc')
      .limit(1),
  );
  if (!undone) return undefined;
  // A "do" that came after the undo closes the way back; one that was redone does not count.
  if (latest && latest.seq > undone.seq) return undefined;
  const undo = findAction(db, undone.undoId);
  const target = findAction(db, undone.targetId);
  return undo && target ? { undo, target } : undefined;
}

export function markUndone(db: WritableDb, id: string, by: string | null): void {
  db.run(db.from.updateTable('lectern_action').set({ undone_by: by }).where('id', '=', id));
}

export function operationsOf(db: ReadableDb, actionId: string): Operation[] {
  return db
    .all(
      db.from
        .selectFrom('lectern_operation')
        .selectAll()
        .where('action_id', '=', actionId)
        .orderBy('seq'),
    )
    .map((row) => {
      const value = {
        id: row.id,
        seq: row.seq,
        table: row.table_name,
        key: row.row_key,
        kind: row.kind,
        before: row.before === null ? null : JSON.parse(row.before),
        after: row.after === null ? null : JSON.parse(row.after),
      };
      // Written by the recorder alone, under the CHECKs of the table.
      return value as Operation;
    });
}

/** Which actions to list; with `table` and `key` only those that touched that row. */
export type ActionFilter = {
  readonly limit: number;
  /** Only actions with a smaller `seq`. */
  readonly before?: number;
  readonly table?: string;
  readonly key?: string;
};

/** Actions newest first, with how many rows each changed. */
export function listActions(db: ReadableDb, filter: ActionFilter): ActionSummary[] {
  let query = db.from
    .selectFrom('lectern_action as a')
    .select(['a.id as action', 'a.seq', 'a.kind', 'a.name', 'a.label', 'a.at', 'a.who'])
    .select(['a.undone_by as undoneBy', 'a.undoable'])
    .select((e) =>
      e
        .selectFrom('lectern_operation as o')
        .whereRef('o.action_id', '=', 'a.id')
        .select(e.fn.countAll<number>().as('n'))
        .as('operations'),
    )
    .orderBy('a.seq', 'desc')
    .limit(filter.limit);
  if (filter.before !== undefined) query = query.where('a.seq', '<', filter.before);
  if (filter.table !== undefined)
    query = query.where('a.id', 'in', touching(db, filter.table, filter.key));
  return db.all(query).map(({ undoneBy, undoable, kind, operations, ...row }) => ({
    ...row,
    // As in toAction.
    kind: kind as ActionSummary['kind'],
    undone: undoneBy !== null,
    undoable: undoable === 1,
    operations: operations ?? 0,
  }));
}

/** The ids of actions that changed a table, or one row of it. */
function touching(db: ReadableDb, table: string, key: string | undefined) {
  const operations = db.from
    .selectFrom('lectern_operation')
    .select('action_id')
    .where('table_name', '=', table);
  return key === undefined ? operations : operations.where('row_key', '=', key);
}

/** The newest action of these names that touched a row and still stands. */
export function newestActionOn(
  db: ReadableDb,
  row: { readonly table: string; readonly key: string; readonly names: readonly string[] },
): StoredAction | undefined {
  return toAction(
    db.first(
      actions(db)
        .where('kind', '=', 'do')
        .where('undone_by', 'is', null)
        .where('name', 'in', [...row.names])
        .where('id', 'in', touching(db, row.table, row.key))
        .orderBy('seq', 'desc')
        .limit(1),
    ),
  );
}
