import type { PgClient, PostgresConnection } from '../../connections/postgres-connection';
import { syncTables } from '../tables';
import { countRows } from './count-rows';
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
      const mine = userId === null ? null : courses.map(({ id }) => id);
      const wanted = readable.map(({ name: table, part }) => ({
        table,
        of: part === 'course' ? mine : null,
      }));
      const counts = await countRows(client, wanted);
      const rows = Object.fromEntries(wanted.map(({ table }, at) => [table, counts[at] ?? 0]));
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
