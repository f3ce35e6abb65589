import type { ReadableDb, WritableDb } from '../../storage/database';

/**
 * A part of a table in a first copy. `of`: the courses or learners whose rows it has, null: all.
 * `lastKey`: the last row that is here.
 */
export type Part = {
  readonly table: string;
  readonly name: string;
  readonly of: readonly string[] | null;
  readonly lastKey: string | null;
  readonly rows: number;
  readonly isDone: boolean;
};

/** The parts of the copies that are under way. */
export function listParts(db: ReadableDb): readonly Part[] {
  return db.all(db.from.selectFrom('lectern_sync_part').selectAll()).map((row) => ({
    table: row.table_name,
    name: row.part,
    // Written by `addPart` alone.
    of: row.part === '' ? null : (JSON.parse(row.part) as string[]),
    lastKey: row.last_key,
    rows: row.rows,
    isDone: row.done === 1,
  }));
}

/** Plans a part; one that is planned already stays as far as it is. */
export function addPart(db: WritableDb, table: string, of: readonly string[] | null): void {
  db.run(
    db.from
      .insertInto('lectern_sync_part')
      .values({ table_name: table, part: of === null ? '' : JSON.stringify(of) })
      .onConflict((conflict) => conflict.columns(['table_name', 'part']).doNothing()),
  );
}

/** Notes how far a part is, in the transaction that stores its rows. */
export function movePart(
  db: WritableDb,
  part: Pick<Part, 'table' | 'name'>,
  state: { readonly lastKey?: string; readonly rows?: number; readonly isDone?: boolean },
): void {
  db.run(
    db.from
      .updateTable('lectern_sync_part')
      .set((e) => ({
        last_key: state.lastKey,
        rows: e('rows', '+', state.rows ?? 0),
        done: state.isDone ? 1 : undefined,
      }))
      .where('table_name', '=', part.table)
      .where('part', '=', part.name),
  );
}

/** Forgets the parts once everything of them is here. */
export function dropParts(db: WritableDb): void {
  db.run(db.from.deleteFrom('lectern_sync_part'));
}
