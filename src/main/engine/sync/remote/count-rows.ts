import { inBatches } from '../../../../shared/kernel/in-batches';
import type { PgClient } from '../../connections/postgres-connection';
import { findSyncTable, serverName } from '../tables';

/** Rows of a table: of these courses or learners, or (`of` null) all of them. */
export type Counted = { readonly table: string; readonly of: readonly string[] | null };

/** A table of fewer pages is counted in no time, and its statistics may be of yesterday. */
const smallPages = 100;

/** A server plans a statement of very many parts slowly. */
const atOnce = 200;

/**
 * How many rows each of these are: parts exactly, whole tables by the server's statistics where they
 * are large. Two statements for all of them, because a far server answers slowly.
 */
export async function countRows(
  client: PgClient,
  wanted: readonly Counted[],
): Promise<readonly number[]> {
  const counts: number[] = [];
  for (const some of inBatches(wanted, atOnce)) counts.push(...(await countSome(client, some)));
  return counts;
}

async function countSome(client: PgClient, wanted: readonly Counted[]): Promise<readonly number[]> {
  const counts = new Map<number, number>();
  const known = await largeTables(client, wanted);
  const values: unknown[] = [];
  const selects = wanted.flatMap((one, at) => {
    const estimate = one.of === null ? known.get(one.table) : undefined;
    if (estimate !== undefined) {
      counts.set(at, estimate);
      return [];
    }
    if (one.of) values.push([...one.of]);
    const where = one.of === null ? 'true' : within(one.table, `$${values.length}::text[]`);
    const from = `${serverName(one.table)} t WHERE ${where}`;
    return [`SELECT ${at} AS at, count(*)::float8 AS n FROM ${from}`];
  });
  if (selects.length > 0) {
    const sql = selects.join(' UNION ALL ');
    const { rows } = await client.query<{ at: number; n: number }>(sql, values);
    for (const { at, n } of rows) counts.set(at, n);
  }
  return wanted.map((_one, at) => counts.get(at) ?? 0);
}

/** What the server's statistics say of whole tables that are large. */
async function largeTables(
  client: PgClient,
  wanted: readonly Counted[],
): Promise<ReadonlyMap<string, number>> {
  const names = wanted.filter(({ of }) => of === null).map(({ table }) => table);
  if (names.length === 0) return new Map();
  const { rows } = await client.query<{ table: string; known: number }>(
    `SELECT w.name AS table, c.reltuples::float8 AS known
       FROM unnest($1::text[], $2::text[]) w(name, relation)
       JOIN pg_class c ON c.oid = to_regclass(w.relation)
      WHERE c.reltuples >= 0 AND pg_relation_size(c.oid) >= $3::int * 8192`,
    [names, names.map(serverName), smallPages],
  );
  return new Map(rows.map(({ table, known }) => [table, known]));
}

function within(name: string, list: string): string {
  const table = findSyncTable(name);
  return table?.part === 'course' && table.inCourses
    ? table.inCourses(`SELECT unnest(${list})`)
    : `t."${table?.learner ?? 'userId'}"::text = ANY(${list})`;
}
