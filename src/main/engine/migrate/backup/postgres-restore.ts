import { fail, failure, FailureError } from '../../../../shared/kernel/errors';
import type { PgClient } from '../../connections/postgres-connection';
import { errorParts } from '../../connections/postgres-errors';
import type { LossCounts } from '../loss';
import { quoted } from '../sqlite-catalogue';
import type { ArchivedTable } from './archive-manifest';
import { copyIn, portableText } from './copy-stream';
import { checkArchive, type CheckedArchive } from './postgres-archive';
import { sqlName } from './table-prints';

/**
 * Puts back what a rollback archived, inside the caller's transaction; to be called when the steps
 * it came from are applied again. Rows that exist are left alone; a back-filled award gives way to
 * the archived one, and UserXP is derived from the ledger again. Returns how many rows and values
 * came back. Fails with `refused` when a table is not there, `conflict` when what a row belongs to
 * is gone, `bad_input` when the file is not whole; the caller's transaction must end then.
 */
export async function restoreArchive(client: PgClient, file: string): Promise<LossCounts> {
  const archive = await checkArchive(file);
  const { kind, tables } = archive.manifest;
  if (kind === 'backup') {
    fail(
      'refused',
      `${file} is a backup of the whole LMS, not what a rollback removed. Nothing was changed. Unpack it and run its restore.sql with psql on an empty database.`,
      { file },
    );
  }
  await client.query(portableText);
  await requirePlaces(client, tables);
  const restored: Record<string, number> = {};
  for (const table of await parentsFirst(client, tables)) {
    const rows = await restoreTable(client, archive, table);
    if (rows > 0) restored[table.object] = rows;
  }
  await recomputeUserXp(client, tables);
  return restored;
}

async function requirePlaces(client: PgClient, tables: readonly ArchivedTable[]): Promise<void> {
  const missing: string[] = [];
  for (const table of tables) {
    const { rows } = await client.query<{ columns: number }>(
      `SELECT count(*)::int AS columns FROM pg_attribute
       WHERE attrelid = to_regclass($1) AND NOT attisdropped AND attname = ANY($2::text[])`,
      [sqlName(table), table.columns],
    );
    if (rows[0]?.columns !== table.columns.length) missing.push(table.object);
  }
  if (missing.length === 0) return;
  fail(
    'refused',
    `The archive holds ${missing.join(', ')}, which this database does not have at its present step. Nothing was changed. Apply the steps again first (migrate up), then restore.`,
    { missing },
  );
}

/** In the order in which foreign keys allow them to come back. */
async function parentsFirst(
  client: PgClient,
  tables: readonly ArchivedTable[],
): Promise<readonly ArchivedTable[]> {
  const { rows } = await client.query<{ child: string; parent: string }>(
    `SELECT DISTINCT c.oid::text AS child, p.oid::text AS parent
     FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
     WHERE k.contype = 'f' AND k.conrelid <> k.confrelid`,
  );
  const ids = new Map<ArchivedTable, string>();
  for (const table of tables) {
    const found = await client.query<{ id: string }>('SELECT to_regclass($1)::oid::text AS id', [
      sqlName(table),
    ]);
    ids.set(table, found.rows[0]?.id ?? '');
  }
  const ordered: ArchivedTable[] = [];
  const waiting = new Set(tables);
  while (waiting.size > 0) {
    const waitingIds = new Set([...waiting].map((table) => ids.get(table)));
    const ready = [...waiting].filter(
      (table) => !rows.some((key) => key.child === ids.get(table) && waitingIds.has(key.parent)),
    );
    // A circle of foreign keys: the order of the archive is as good as any.
    for (const table of ready.length > 0 ? ready : [...waiting]) {
      ordered.push(table);
      waiting.delete(table);
    }
  }
  return ordered;
}

async function restoreTable(
  client: PgClient,
  { zip }: CheckedArchive,
  table: ArchivedTable,
): Promise<number> {
  const list = table.columns.map(quoted).join(', ');
  await client.query(
    `CREATE TEMP TABLE lectern_restoring ON COMMIT DROP AS
     SELECT ${list} FROM ${sqlName(table)} WITH NO DATA`,
  );
  await copyIn(client, `pg_temp.lectern_restoring (${list})`, zip.read(table.file));
  try {
    const rows =
      table.column === null
        ? await putRows(client, table, list)
        : await putValues(client, table, table.column);
    await client.query('DROP TABLE pg_temp.lectern_restoring');
    return rows;
  } catch (error) {
    throw orphanFailure(error, table) ?? error;
  }
}

async function putValues(client: PgClient, table: ArchivedTable, column: string): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE ${sqlName(table)} t SET ${quoted(column)} = r.${quoted(column)}
     FROM pg_temp.lectern_restoring r WHERE t."id" = r."id"`,
  );
  return rowCount;
}

async function putRows(client: PgClient, table: ArchivedTable, list: string): Promise<number> {
  let renamed = 0;
  if (table.object === 'XPTransaction') {
    await client.query(
      `DELETE FROM ${sqlName(table)} t USING pg_temp.lectern_restoring r
       WHERE t."userId" = r."userId" AND t."sourceType" = r."sourceType"
         AND t."sourceId" = r."sourceId" AND t."id" LIKE 'backfill:%' AND t."id" <> r."id"`,
    );
  }
  if (table.object === 'UserXP') {
    // `up` has made a row for this learner already: it becomes the old one again.
    const answer = await client.query(
      `UPDATE ${sqlName(table)} t SET "id" = r."id", "createdAt" = r."createdAt"
       FROM pg_temp.lectern_restoring r WHERE t."userId" = r."userId"`,
    );
    renamed = answer.rowCount;
  }
  const { rowCount } = await client.query(
    `INSERT INTO ${sqlName(table)} (${list}) OVERRIDING SYSTEM VALUE
     SELECT ${list} FROM pg_temp.lectern_restoring ON CONFLICT DO NOTHING`,
  );
  return rowCount + renamed;
}

/** Error 23503: the row that an archived one belongs to does not exist any more. */
function orphanFailure(error: unknown, table: ArchivedTable): FailureError | undefined {
  if (errorParts(error).code !== '23503') return undefined;
  const { message } = errorParts(error);
  return new FailureError(
    failure(
      'conflict',
      `Archived rows of ${table.object} belong to rows that no longer exist (${message}). Nothing was changed.`,
      { table: table.object },
    ),
  );
}

/** The ledger may hold more now; UserXP is only ever derived from it. */
async function recomputeUserXp(client: PgClient, tables: readonly ArchivedTable[]): Promise<void> {
  const ledger = tables.find((table) => table.object === 'XPTransaction');
  const standing = tables.find((table) => table.object === 'UserXP');
  const schema = (ledger ?? standing)?.schema;
  if (schema === undefined) return;
  const [userXp, transactions] = ['UserXP', 'XPTransaction'].map((table) =>
    sqlName({ schema, table }),
  );
  const { rows } = await client.query<{ both: boolean }>(
    'SELECT to_regclass($1) IS NOT NULL AND to_regclass($2) IS NOT NULL AS both',
    [userXp, transactions],
  );
  if (rows[0]?.both !== true) return;
  await client.query(
    `UPDATE ${userXp} x SET
       "totalXP" = s.total, "level" = s.total / 100 + 1, "currentLevelXP" = s.total % 100
     FROM (SELECT u."userId", coalesce(sum(t."amount"), 0)::int AS total
           FROM ${userXp} u LEFT JOIN ${transactions} t ON t."userId" = u."userId"
           GROUP BY u."userId") s
     WHERE s."userId" = x."userId" AND x."totalXP" <> s.total`,
  );
}
