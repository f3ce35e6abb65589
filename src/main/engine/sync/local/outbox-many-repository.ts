import type { Fields } from '../../../../shared/domain/sync/values';
import type { WritableDb } from '../../storage/database';
import { rawQuery } from './raw-query';

/**
 * Acknowledges operations that the server applied in its transaction `xid`. What a person has agreed
 * to, and what arrived earlier, is kept for a server that loses them.
 */
export function acknowledge(
  db: WritableDb,
  opIds: readonly string[],
  xid: string,
  at: string,
): void {
  db.run(
    rawQuery(
      `UPDATE "lectern_outbox" SET "state" = 'acknowledged', "acknowledged_xid" = ?,
         "attempts" = "attempts" + 1, "reason" = NULL, "changed_at" = ?,
         "detail" = nullif(json_patch('{}', json_object(
           'taken', json_extract("detail", '$.taken'),
           'removing', json_extract("detail", '$.removing'))), '{}')
       WHERE "op_id" IN (SELECT "value" FROM json_each(?))`,
      [xid, at, JSON.stringify(opIds)],
    ),
  );
}

/**
 * Writes the last row that the server had into the pending operations of a row that is gone there,
 * so that a person can have it back.
 */
export function keepLastRow(db: WritableDb, table: string, key: string, row: Fields | null): void {
  if (row === null) return;
  db.run(
    rawQuery(
      `UPDATE "lectern_outbox"
          SET "detail" = json_set(coalesce("detail", '{}'), '$.lastRow', json(?))
        WHERE "table_name" = ? AND "row_key" = ?
          AND "state" IN ('queued', 'parked', 'conflicted', 'acknowledged')`,
      [JSON.stringify(row), table, key],
    ),
  );
}

/** Puts operations behind all others, in the order given. */
export function moveToEnd(db: WritableDb, opIds: readonly string[]): void {
  for (const opId of opIds) {
    db.run(
      rawQuery(
        `UPDATE "lectern_outbox" SET "seq" = (SELECT max("seq") + 1 FROM "lectern_outbox")
          WHERE "op_id" = ?`,
        [opId],
      ),
    );
  }
}
