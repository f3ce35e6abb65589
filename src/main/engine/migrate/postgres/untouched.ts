import type { PgClient, PostgresConnection } from '../../connections/postgres-connection';
import { lmsTables } from '../lms-tables';
import type { Untouched } from '../untouched';
import type { RowChanges } from './row-changes';
import { roomForJoins } from './session';

/**
 * Fingerprints of the LMS's rows while a run lasts. A table of its own, because the run has many
 * transactions and behind PgBouncer temporary tables are not ours; unlogged, because it is worth
 * nothing after a crash.
 */
const store = 'lectern.untouched_row';

const samplesKept = 10;

/** A table of the LMS with its columns as this database spells them. */
type JudgedTable = {
  readonly name: string;
  readonly columns: readonly string[];
  readonly hasStamp: boolean;
};

/**
 * Keeps a fingerprint of every row's original columns. False when there is nothing to compare: the
 * database is empty, or is none of the LMS, which the baseline refuses.
 */
export async function rememberLmsRows(connection: PostgresConnection): Promise<boolean> {
  const tables = await connection.transaction(readJudged, { readOnly: true });
  if (!tables) return false;
  const rows = tables.map(
    (table) =>
      `SELECT '${table.name}' AS "table", r."id", ${printOf(table)} AS "print", ${stampOf(table)} AS "stamp" FROM "${table.name}" r`,
  );
  // CREATE TABLE AS writes past the server's cache, which belongs to the LMS.
  await connection.transaction(
    (client) =>
      client.query(
        `DROP TABLE IF EXISTS ${store}; CREATE UNLOGGED TABLE ${store} AS ${rows.join(' UNION ALL ')}`,
      ),
    { statementTimeoutMs: 0 },
  );
  return true;
}

/** The eight tables; undefined when one of them, or one of their columns, is not there. */
async function readJudged(client: PgClient): Promise<readonly JudgedTable[] | undefined> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `SELECT c.relname AS "table", a.attname AS "column"
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relname = ANY ($1) AND pg_table_is_visible(c.oid) AND a.attnum > 0 AND NOT a.attisdropped`,
    [lmsTables.map((table) => table.name)],
  );
  const judged = lmsTables.map((table) => {
    const real = rows.filter((row) => row.table === table.name).map((row) => row.column);
    const columns = table.columns.map((name) =>
      real.find((column) => column.toLowerCase() === name.toLowerCase()),
    );
    const present = columns.filter((column) => column !== undefined);
    return present.length < columns.length
      ? undefined
      : { name: table.name, columns: present, hasStamp: present.includes('updatedAt') };
  });
  const whole = judged.filter((table) => table !== undefined);
  return whole.length === judged.length ? whole : undefined;
}

function printOf(table: JudgedTable): string {
  const columns = table.columns.map((column) => `r."${column}"`).join(', ');
  return `hashtextextended(ROW(${columns})::text, 0)`;
}

function stampOf(table: JudgedTable): string {
  return table.hasStamp ? 'CAST(r."updatedAt" AS timestamptz)' : 'NULL::timestamptz';
}

/**
 * Compares with what `rememberLmsRows` kept, and removes it. A row whose `updatedAt` moved is
 * somebody else's work. A row that is gone is ours only when the server has counted deletions (or
 * when all rows are gone) in our own transactions: `ours`, by step.
 */
export async function compareLmsRows(
  connection: PostgresConnection,
  ours: ReadonlyMap<string, RowChanges>,
): Promise<Untouched> {
  const found = await connection.transaction(
    async (client) => {
      await client.query(roomForJoins);
      const tables = await readJudged(client);
      return tables ? compareTables(client, tables, ours) : columnsGone(await countKept(client));
    },
    { readOnly: true, isolation: 'repeatable read', statementTimeoutMs: 0 },
  );
  await connection.transaction((client) => client.query(`DROP TABLE IF EXISTS ${store}`));
  return found;
}

async function countKept(client: PgClient): Promise<Readonly<Record<string, number>>> {
  const { rows } = await client.query<{ table: string; rows: number }>(
    `SELECT "table", count(*) AS "rows" FROM ${store} GROUP BY "table" ORDER BY "table"`,
  );
  return Object.fromEntries(rows.map((row) => [row.table, Number(row.rows)]));
}

function columnsGone(rows: Readonly<Record<string, number>>): Untouched {
  return { ok: false, samples: ['a table or column of the LMS is no longer there'], rows };
}

async function compareTables(
  client: PgClient,
  tables: readonly JudgedTable[],
  ours: ReadonlyMap<string, RowChanges>,
): Promise<Untouched> {
  const rows = await countKept(client);
  const samples = ownChanges(ours);
  let ok = samples.length === 0;
  for (const table of tables) {
    const { changed, gone } = await changedRows(client, table);
    const isOurs =
      gone.length > 0 && (hasDeleted(ours, table.name) || (await isEmpty(client, table)));
    // Without updatedAt nobody can tell another person's change from ours: only reported.
    if (table.hasStamp && (changed.length > 0 || isOurs)) ok = false;
    samples.push(...changed.map((id) => `${table.name} ${id}: has changed`));
    if (isOurs) samples.push(...gone.map((id) => `${table.name} ${id}: is gone`));
  }
  return { ok, samples: samples.slice(0, samplesKept), rows };
}

/** What the server has counted against us; our steps leave the eight tables' rows alone. */
function ownChanges(ours: ReadonlyMap<string, RowChanges>): string[] {
  return [...ours].flatMap(([step, changes]) =>
    Object.entries(changes).map(([table, { inserted, updated, deleted }]) => {
      const what = [
        [inserted, 'inserted'],
        [updated, 'updated'],
        [deleted, 'deleted'],
      ] as const;
      const counts = what.filter(([count]) => count > 0).map(([count, name]) => `${name} ${count}`);
      return `${table}: ${step} has ${counts.join(', ')} rows`;
    }),
  );
}

function hasDeleted(ours: ReadonlyMap<string, RowChanges>, table: string): boolean {
  return [...ours.values()].some((changes) => (changes[table]?.deleted ?? 0) > 0);
}

async function isEmpty(client: PgClient, table: JudgedTable): Promise<boolean> {
  const { rows } = await client.query(`SELECT 1 FROM "${table.name}" LIMIT 1`);
  return rows.length === 0;
}

async function changedRows(
  client: PgClient,
  table: JudgedTable,
): Promise<{ readonly changed: readonly string[]; readonly gone: readonly string[] }> {
  const { rows } = await client.query<{ id: string; gone: boolean }>(
    `SELECT b."id", r."id" IS NULL AS "gone"
     FROM ${store} b LEFT JOIN "${table.name}" r ON r."id" = b."id"
     WHERE b."table" = '${table.name}'
       AND (r."id" IS NULL
            OR (b."stamp" IS NOT DISTINCT FROM ${stampOf(table)} AND b."print" <> ${printOf(table)}))
     LIMIT ${samplesKept * 10}`,
  );
  return {
    changed: rows.filter((row) => !row.gone).map((row) => row.id),
    gone: rows.filter((row) => row.gone).map((row) => row.id),
  };
}
