import type { PgClient } from '../../connections/postgres-connection';
import type { Part } from '../local/part-repository';
import type { SyncSession } from '../session';
import { findSyncTable, serverName } from '../tables';

type Asking = Pick<SyncSession, 'connection' | 'facts' | 'state'>;

/** About how many rows a table of the server has, by its statistics where it has any. */
export function estimateTable(session: Asking, name: string): Promise<number> {
  return session.connection.transaction((client) => rowsOf(client, name), { readOnly: true });
}

/** About how many rows these parts have together. */
export function estimateRows(session: Asking, parts: readonly Part[]): Promise<number> {
  return session.connection.transaction(
    async (client) => {
      let total = 0;
      for (const part of parts) {
        total += part.isDone ? part.rows : await rowsOfPart(client, part);
      }
      return total;
    },
    { readOnly: true, statementTimeoutMs: 60_000 },
  );
}

async function rowsOfPart(client: PgClient, { table: name, of }: Part): Promise<number> {
  const table = findSyncTable(name);
  if (of === null || !table) return rowsOf(client, name);
  const where =
    table.part === 'course' && table.inCourses
      ? table.inCourses('SELECT unnest($1::text[])')
      : `t."${table.learner ?? 'userId'}"::text = ANY($1::text[])`;
  return count(client, `${serverName(name)} t WHERE ${where}`, [of]);
}

async function rowsOf(client: PgClient, name: string): Promise<number> {
  const { rows } = await client.query<{ known: number; pages: number }>(
    `SELECT reltuples::float8 AS known, (pg_relation_size(oid) / 8192)::int AS pages
     FROM pg_class WHERE oid = $1::regclass`,
    [serverName(name)],
  );
  const { known = -1, pages = 0 } = rows[0] ?? {};
  // A small table is counted in no time, and its statistics may be of yesterday.
  return pages < 100 || known < 0 ? count(client, serverName(name), []) : known;
}

async function count(client: PgClient, what: string, values: readonly unknown[]): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM ${what}`,
    values,
  );
  return rows[0]?.n ?? 0;
}
