import type BetterSqlite3 from 'better-sqlite3';
import { fail } from '../../../shared/kernel/errors';
import type { ArchivedRow } from './archive-format';
import type { LossCounts } from './loss';
import { archiveLines, checkArchive } from './read-archive';
import { inTransaction } from './sqlite-apply';
import { quoted, readCatalogue, type Catalogue } from './sqlite-catalogue';
import { recordEvent } from './sqlite-history';
import type { RunnerStamp } from './step';

/**
 * Puts back what an archive holds, in one transaction; to be called when the steps it came from
 * are applied again. Rows that exist are left alone; a back-filled award gives way to the archived
 * one. Returns how many rows and values came back. Fails with `refused` when a table is not there,
 * with `conflict` when what a row belongs to is gone; nothing is changed then.
 */
export function restoreArchive(
  connection: BetterSqlite3.Database,
  file: string,
  stamp: RunnerStamp,
): LossCounts {
  const summary = checkArchive(file);
  const catalogue = readCatalogue(connection);
  requirePlaces(catalogue, Object.keys(summary.counts));
  return inTransaction(connection, () => {
    // Children may come before their parents; all is checked below, before the commit.
    connection.pragma('defer_foreign_keys = ON');
    const restored: Record<string, number> = {};
    const prepare = keptStatements(connection);
    for (const line of archiveLines(file)) {
      const object = 'row' in line ? line.table : `${line.table}.${line.column}`;
      const rows = 'row' in line ? putRow(prepare, line.table, line.row) : putValue(prepare, line);
      if (rows > 0) restored[object] = (restored[object] ?? 0) + rows;
    }
    recomputeAll(connection, catalogue);
    requireParents(connection, Object.keys(summary.counts));
    recordEvent(connection, stamp, { kind: 'restore', step: null, detail: { file, restored } });
    return restored;
  });
}

type Prepare = (sql: string) => BetterSqlite3.Statement;

/** An archive has few kinds of lines and very many of each. */
function keptStatements(connection: BetterSqlite3.Database): Prepare {
  const kept = new Map<string, BetterSqlite3.Statement>();
  return (sql) => {
    const statement = kept.get(sql) ?? connection.prepare(sql);
    kept.set(sql, statement);
    return statement;
  };
}

function requirePlaces(catalogue: Catalogue, objects: readonly string[]): void {
  const missing = objects.filter((object) => {
    const [table = '', column] = object.split('.');
    const found = catalogue.get(table);
    return !found || (column !== undefined && !found.columns.some((one) => one.name === column));
  });
  if (missing.length === 0) return;
  fail(
    'refused',
    `The archive holds ${missing.join(', ')}, which this database does not have at its present step. Nothing was changed. Apply the steps again first (migrate up), then restore.`,
    { missing },
  );
}

function putRow(prepare: Prepare, table: string, row: ArchivedRow): number {
  if (table === 'UserXP') return putUserXp(prepare, row);
  if (table === 'XPTransaction') {
    prepare(
      `DELETE FROM "XPTransaction" WHERE "userId" = @userId AND "sourceType" = @sourceType
         AND "sourceId" = @sourceId AND "id" LIKE 'backfill:%'`,
    ).run(row);
  }
  return insertRow(prepare, table, row);
}

/** `up` has made a row for this learner already: it becomes the old one again. */
function putUserXp(prepare: Prepare, row: ArchivedRow): number {
  const renamed = prepare(
    'UPDATE "UserXP" SET "id" = @id, "createdAt" = @createdAt WHERE "userId" = @userId',
  ).run(row).changes;
  return renamed > 0 ? renamed : insertRow(prepare, 'UserXP', row);
}

function insertRow(prepare: Prepare, table: string, row: ArchivedRow): number {
  const names = Object.keys(row);
  const places = names.map(() => '?').join(', ');
  const sql = `INSERT INTO ${quoted(table)} (${names.map(quoted).join(', ')}) VALUES (${places}) ON CONFLICT DO NOTHING`;
  return prepare(sql).run(...names.map((name) => row[name])).changes;
}

function putValue(
  prepare: Prepare,
  line: {
    readonly table: string;
    readonly column: string;
    readonly id: string;
    readonly value: string | number | null;
  },
): number {
  const sql = `UPDATE ${quoted(line.table)} SET ${quoted(line.column)} = ? WHERE "id" = ?`;
  return prepare(sql).run(line.value, line.id).changes;
}

/** The ledger may hold more now; UserXP is only ever derived from it. */
function recomputeAll(connection: BetterSqlite3.Database, catalogue: Catalogue): void {
  if (!catalogue.has('UserXP') || !catalogue.has('XPTransaction')) return;
  connection.exec(`
    UPDATE "UserXP" SET
      "totalXP" = s."total", "level" = s."total" / 100 + 1, "currentLevelXP" = s."total" % 100
    FROM (SELECT x."userId", coalesce(sum(t."amount"), 0) AS "total"
          FROM "UserXP" x LEFT JOIN "XPTransaction" t ON t."userId" = x."userId"
          GROUP BY x."userId") s
    WHERE s."userId" = "UserXP"."userId" AND "UserXP"."totalXP" <> s."total"`);
}

function requireParents(connection: BetterSqlite3.Database, objects: readonly string[]): void {
  for (const table of objects.filter((object) => !object.includes('.'))) {
    const orphans = connection
      .prepare('SELECT "parent" FROM pragma_foreign_key_check(?)')
      .pluck()
      .all(table);
    if (orphans.length === 0) continue;
    fail(
      'conflict',
      `${orphans.length} archived rows of ${table} belong to rows of ${String(orphans[0])} that no longer exist. Nothing was changed.`,
      { table, rows: orphans.length },
    );
  }
}
