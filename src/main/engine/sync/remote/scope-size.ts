import type { PgClient, PostgresConnection } from '../../connections/postgres-connection';
import { serverName, syncTables } from '../tables';
import type { SyncTable } from '../sync-table';
import type { ServerFacts } from './meet-server';

/** What a first copy would bring. */
export type ScopeSize = {
  readonly courses: readonly { readonly id: string; readonly title: string }[];
  /** Rows by table; of an administrator's as the server estimates them. */
  readonly rows: { readonly [table: string]: number };
};

/**
 * Counts what a user (null: an administrator) would get. Counting an instructor's rows is exact,
 * as far as the log-in may read; an administrator's are taken from the server's statistics, since
 * counting everything could take minutes. Learners' ledgers are estimated by the whole table.
 */
export function countScope(
  connection: PostgresConnection,
  facts: ServerFacts,
  userId: string | null,
): Promise<ScopeSize> {
  const readable = syncTables.filter(({ name }) => {
    const table = facts.tables.get(name);
    return table?.exists === true && table.privileges.select;
  });
  return connection.transaction(
    async (client) => {
      const isReadable = readable.some(({ name }) => name === 'Course');
      const courses = isReadable ? await readCourses(client, facts, userId) : [];
      const rows = await countRows(
        client,
        readable,
        userId,
        courses.map(({ id }) => id),
      );
      return { courses, rows };
    },
    { readOnly: true, isolation: 'repeatable read', statementTimeoutMs: 60_000 },
  );
}

async function readCourses(client: PgClient, facts: ServerFacts, userId: string | null) {
  const given = facts.installed
    ? 'OR c."id"::text IN (SELECT a.course_id FROM lectern.course_access a WHERE a.user_id = $1)'
    : '';
  const mine = userId === null ? '' : `WHERE c."createdById"::text = $1 ${given}`;
  const { rows } = await client.query<{ id: string; title: string }>(
    `SELECT c."id"::text AS id, coalesce(c."title", '') AS title FROM "Course" c ${mine}
     ORDER BY 2, 1`,
    userId === null ? [] : [userId],
  );
  return rows;
}

async function countRows(
  client: PgClient,
  tables: readonly SyncTable[],
  userId: string | null,
  courses: readonly string[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of tables) {
    counts[table.name] =
      userId !== null && table.part === 'course'
        ? await countInCourses(client, table, courses)
        : await estimate(client, table);
  }
  return counts;
}

async function countInCourses(
  client: PgClient,
  table: SyncTable,
  courses: readonly string[],
): Promise<number> {
  const inCourses = table.inCourses?.('SELECT unnest($1::text[])') ?? 'true';
  const { rows } = await client.query<{ count: string }>(
    `SELECT count(*)::text AS count FROM ${serverName(table.name)} t WHERE ${inCourses}`,
    [[...courses]],
  );
  return Number(rows[0]?.count ?? 0);
}

/** A table that was never analysed is small, or counted. */
async function estimate(client: PgClient, table: SyncTable): Promise<number> {
  const name = serverName(table.name);
  const { rows } = await client.query<{ estimate: string; pages: number }>(
    `SELECT reltuples::bigint::text AS estimate, (pg_relation_size(oid) / 8192)::int AS pages
     FROM pg_class WHERE oid = '${name.replaceAll("'", "''")}'::regclass`,
  );
  const { estimate: known = '-1', pages = 0 } = rows[0] ?? {};
  if (Number(known) > 0 && pages > 1_000) return Number(known);
  const counted = await client.query<{ count: string }>(
    `SELECT count(*)::text AS count FROM ${name}`,
  );
  return Number(counted.rows[0]?.count ?? 0);
}
