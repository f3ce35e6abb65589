import type { PgClient, PostgresConnection } from '../../connections/postgres-connection';
import { errorParts } from '../../connections/postgres-errors';
import type { AuditEvent, EventFilter } from './audit-event';

/** Events of a server's own history, newest first; none when it has no history or hides it. */
export function readServerEvents(
  connection: PostgresConnection,
  filter: EventFilter,
): Promise<readonly AuditEvent[]> {
  return connection.transaction(
    async (client) => {
      if ((await eventTable(client)) !== 'readable') return [];
      const { rows } = await client.query<AuditEvent>(
        `SELECT at, who, kind, step, detail FROM lectern.migration_event
         WHERE $1::text[] IS NULL OR kind = ANY($1::text[])
         ORDER BY at DESC, id DESC LIMIT $2`,
        [filter.kinds ?? null, filter.limit],
      );
      return rows;
    },
    { readOnly: true },
  );
}

/** Whether there is a table of events, and whether this role may read it. */
async function eventTable(client: PgClient): Promise<'absent' | 'hidden' | 'readable'> {
  const { rows } = await client.query<{ readable: boolean }>(
    `SELECT has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS readable
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'lectern' AND c.relname = 'migration_event'`,
  );
  const [found] = rows;
  if (!found) return 'absent';
  return found.readable ? 'readable' : 'hidden';
}

/** What is needed to write an event where there may be no table for it yet. */
export type ServerPlace = {
  readonly connection: PostgresConnection;
  /** Makes the runner's own tables; undefined where nothing may be made. */
  readonly bookkeeping: string | undefined;
};

/**
 * Adds events to the server's history, in one transaction; each at most once. False when the role
 * may not, the server is read-only, or there is no table and none may be made.
 */
export async function addServerEvents(
  { connection, bookkeeping }: ServerPlace,
  events: readonly AuditEvent[],
): Promise<boolean> {
  try {
    return await connection.transaction(
      async (client) => {
        if ((await eventTable(client)) === 'absent') {
          if (bookkeeping === undefined) return false;
          await client.query(bookkeeping);
        }
        for (const event of events) await insertEvent(client, event);
        return true;
      },
      { lockTimeoutMs: 5_000 },
    );
  } catch (error) {
    // 42501: the role lacks the right. 25006: a standby, or a role that is read-only.
    if (['42501', '25006'].includes(errorParts(error).code)) return false;
    throw error;
  }
}

/** An event that waited may have come here before the program died. */
async function insertEvent(client: PgClient, event: AuditEvent): Promise<void> {
  await client.query(
    `INSERT INTO lectern.migration_event (at, who, kind, step, detail)
     SELECT $1, $2, $3, $4, $5
     WHERE NOT EXISTS (SELECT 1 FROM lectern.migration_event
       WHERE at = $1 AND who = $2 AND kind = $3 AND detail = $5)`,
    [event.at, event.who, event.kind, event.step, JSON.stringify(event.detail)],
  );
}
