import type { PgClient } from '../../connections/postgres-connection';
import { fail } from '../../../../shared/kernel/errors';
import { parseCursor, type Cursor } from '../cursor';

/** A key in the log. `pk` null: the whole table is to be read again. */
export type ChangedKey = { readonly tbl: string; readonly pk: string | null };

/** Since when, and of which courses; `courses` null: of all. */
export type Wanted = { readonly since: Cursor; readonly courses: readonly string[] | null };

/** The snapshot of a transaction, and how far the log reaches back. */
export type Moment = { readonly cursor: string; readonly prunedXid: bigint };

/**
 * The moment of a transaction, which must be REPEATABLE READ; to be its first statement. Fails with
 * `refused` on a standby, whose snapshots do not list what is under way.
 */
export async function readMoment(client: PgClient): Promise<Moment> {
  const { rows } = await client.query<{ cursor: string; pruned: string; standby: boolean }>(
    `SELECT pg_current_snapshot()::text AS cursor, pg_is_in_recovery() AS standby,
       set_config('extra_float_digits', '1', true),
       (SELECT pruned_xid::text FROM lectern.sync_meta) AS pruned`,
  );
  const [row] = rows;
  if (!row) throw new Error('lectern.sync_meta has no row');
  if (row.standby) {
    fail(
      'refused',
      'The server has become a standby: it follows another server and does not know what is under way there. Nothing was changed. Connect to the primary.',
      { problem: 'standby' },
    );
  }
  return { cursor: row.cursor, prunedXid: BigInt(row.pruned) };
}

/**
 * Keys that changed, each once, in the order of `tables`, in pages. The ids of transactions are
 * parameters: a function in their place would be computed for every row of the log.
 */
export async function* changedKeys(
  client: PgClient,
  wanted: readonly Wanted[],
  tables: readonly string[],
  pageSize: number,
): AsyncGenerator<readonly ChangedKey[]> {
  const values: unknown[] = [tables];
  const parts = wanted.map(({ since: cursor, courses }) => {
    values.push(...sinceValues(cursor), courses);
    const at = values.length;
    return `SELECT tbl, pk FROM lectern.change_log
      WHERE ${since(at - 2)}
        AND ($${at}::text[] IS NULL OR scope IS NULL OR scope = ANY($${at}::text[]))`;
  });
  const sql = `SELECT tbl, pk FROM (${parts.join(' UNION ALL ')}) changed
    WHERE tbl = ANY($1::text[]) GROUP BY tbl, pk ORDER BY array_position($1::text[], tbl), pk`;
  const first = await client.query<ChangedKey>(`${sql} LIMIT ${pageSize + 1}`, values);
  if (first.rows.length <= pageSize) {
    if (first.rows.length > 0) yield first.rows;
    return;
  }
  await client.query(`DECLARE changed_keys NO SCROLL CURSOR FOR ${sql}`, values);
  for (;;) {
    const { rows } = await client.query<ChangedKey>(`FETCH ${pageSize} FROM changed_keys`);
    if (rows.length > 0) yield rows;
    if (rows.length < pageSize) break;
  }
  await client.query('CLOSE changed_keys');
}

/** Which of the keys the log has since the cursor; null among them: the whole table. */
export async function loggedKeys(
  client: PgClient,
  table: string,
  keys: readonly string[],
  cursor: string | null,
): Promise<ReadonlySet<string | null>> {
  if (cursor === null || keys.length === 0) return new Set();
  const { rows } = await client.query<{ pk: string | null }>(
    `SELECT DISTINCT pk FROM lectern.change_log
      WHERE ${since(1)} AND tbl = $3
        AND (pk IS NULL OR pk = ANY($4::text[]))`,
    [...sinceValues(parseCursor(cursor)), table, keys],
  );
  return new Set(rows.map(({ pk }) => pk));
}

/** True for rows of the log that a snapshot did not see; its two parameters begin at `$at`. */
function since(at: number): string {
  return `(xid >= $${at}::xid8 OR xid = ANY($${at + 1}::xid8[]))`;
}

function sinceValues({ xmax, running }: Cursor): readonly [string, readonly string[]] {
  return [String(xmax), running.map(String)];
}
