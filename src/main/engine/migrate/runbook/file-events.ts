import type BetterSqlite3 from 'better-sqlite3';
import type { JsonValue } from '../../../../shared/kernel/errors';
import { inTransaction } from '../sqlite-apply';
import { hasHistory } from '../sqlite-history';
import type { AuditEvent, EventDetail, EventFilter } from './audit-event';

type EventRow = {
  readonly at: string;
  readonly who: string;
  readonly kind: string;
  readonly step: string | null;
  readonly detail: string;
};

/** Events of an SQLite database, newest first. */
export function readFileEvents(
  connection: BetterSqlite3.Database,
  { kinds, limit }: EventFilter,
): readonly AuditEvent[] {
  if (!hasHistory(connection)) return [];
  const wanted = kinds === undefined ? null : JSON.stringify(kinds);
  const rows = connection
    .prepare(
      `SELECT "at", "who", "kind", "step", "detail" FROM "lectern_migration_event"
       WHERE @wanted IS NULL OR "kind" IN (SELECT value FROM json_each(@wanted))
       ORDER BY "id" DESC LIMIT @limit`,
    )
    .all({ wanted, limit }) as EventRow[]; // as selected
  return rows.map((row) => ({ ...row, detail: detailOf(row.detail) }));
}

/** Adds an event; false when the file can only be read or has never seen the runner. */
export function addFileEvent(
  connection: BetterSqlite3.Database,
  { at, who, kind, step, detail }: AuditEvent,
): boolean {
  if (connection.readonly || !hasHistory(connection)) return false;
  inTransaction(connection, () =>
    connection
      .prepare(
        `INSERT INTO "lectern_migration_event" ("at", "who", "kind", "step", "detail")
         VALUES (?, ?, ?, ?, ?)`,
      )
      .run(at, who, kind, step, JSON.stringify(detail)),
  );
  return true;
}

function detailOf(text: string): EventDetail {
  const value = JSON.parse(text) as JsonValue; // a CHECK keeps it to JSON
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as EventDetail) // an object, as just asked
    : { value };
}
