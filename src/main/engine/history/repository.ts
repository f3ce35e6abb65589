import { sql } from 'kysely';
import type { ReadableDb } from '../storage/database';
import type { ChangedRow } from './check-change';
import type { EditableTable } from './editable-fields';

/** The row with this key of an editable table, as stored. */
export function findRow(db: ReadableDb, table: EditableTable, key: string): ChangedRow | undefined {
  const column = table === 'lectern_person' ? 'user_id' : 'id';
  const query = sql<ChangedRow>`select * from ${sql.table(table)} where ${sql.ref(column)} = ${key}`;
  return db.first({ compile: () => query.compile(db.from) });
}

/** The newest operation of an action. */
export function lastOperation(db: ReadableDb, actionId: string): string | undefined {
  const row = db.first(
    db.from
      .selectFrom('lectern_operation')
      .select('id')
      .where('action_id', '=', actionId)
      .orderBy('seq', 'desc')
      .limit(1),
  );
  return row?.id;
}
