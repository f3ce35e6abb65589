import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { lmsTables } from '../lms-tables';
import type { StepSet } from '../load-steps';
import { quoted, readCatalogue, stepEffects, type Catalogue } from '../sqlite-catalogue';
import { readHistory } from '../sqlite-history';
import { backfillStep } from '../step';
import { columnComplaints, type FoundColumn } from './column-complaints';
import { blocker, joinFindings, warning, type Preflight } from './complaint';
import { expectedColumns, type TypeFamily } from './expected-columns';
import { backfillBytes, freeBytesOf, spaceFindings, type FreeBytes } from './free-space';
import { sqliteDuplicates } from './sqlite-duplicates';

/** What is asked of the disk; a test decides its answers. */
export type FileSystem = {
  readonly freeBytes: FreeBytes;
  readonly mayWrite: (path: string) => boolean;
};

const realFiles: FileSystem = { freeBytes: freeBytesOf, mayWrite: isWritable };

/** The same look at an SQLite file, as far as it has the same troubles; changes nothing. */
export function preflightFile(
  connection: BetterSqlite3.Database,
  file: string,
  set: StepSet,
  { freeBytes, mayWrite }: FileSystem = realFiles,
): Preflight {
  const damage = integrity(connection, file);
  // Nothing that a damaged file says can be relied on.
  if (damage) return joinFindings([damage]);
  const applied = new Set(readHistory(connection).map((entry) => entry.step));
  const catalogue = readCatalogue(connection);
  const present = new Set(lmsTables.map(({ name }) => name).filter((name) => catalogue.has(name)));
  return joinFindings([
    writable(file, mayWrite),
    missingTables(present),
    columnComplaints(present, foundColumns(connection, present)),
    sqliteDuplicates(connection, catalogue),
    halfExisting(catalogue, set, applied),
    applied.has('012_enhance_chapter_table') ? {} : dependants(connection),
    applied.has(backfillStep) ? {} : space(connection, file, catalogue, freeBytes),
  ]);
}

function integrity(
  connection: BetterSqlite3.Database,
  file: string,
): Partial<Preflight> | undefined {
  const found = connection.pragma('quick_check(1)', { simple: true });
  if (found === 'ok') return undefined;
  const remedy = 'Restore a backup: lectern workspace restore FILE. The damaged file is kept.';
  return {
    complaints: [blocker('integrity', file, `The file is damaged: ${String(found)}.`, remedy)],
  };
}

function writable(file: string, mayWrite: FileSystem['mayWrite']): Partial<Preflight> {
  const closed = [file, dirname(file)].filter((path) => !mayWrite(path));
  return {
    complaints: closed.map((path) =>
      blocker(
        'privileges',
        path,
        `${path} may not be written by this user.`,
        'Change its permissions, or copy the file to a folder of your own. SQLite also makes files beside it.',
      ),
    ),
  };
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function missingTables(present: ReadonlySet<string>): Partial<Preflight> {
  if (present.size === 0) {
    return { information: ['None of the tables of the LMS is there; the first step makes them.'] };
  }
  return {
    complaints: lmsTables
      .filter(({ name }) => !present.has(name))
      .map(({ name }) =>
        blocker(
          'tables',
          name,
          `The table ${name} is missing, although other tables of the LMS are there.`,
          'Check that this is the right file and that the migrations of the web application have run.',
        ),
      ),
  };
}

type ColumnRow = Omit<FoundColumn, 'family' | 'nulls' | 'required'> & { readonly required: number };

function foundColumns(
  connection: BetterSqlite3.Database,
  present: ReadonlySet<string>,
): readonly FoundColumn[] {
  const rows = connection
    .prepare(
      `SELECT m.name AS "table", c.name AS "column", c.type AS "type",
         (c."notnull" OR c.pk > 0) AS "required"
       FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'`,
    )
    .all() as ColumnRow[]; // as selected
  return rows
    .filter((row) => present.has(row.table))
    .map((row) => ({
      ...row,
      required: row.required === 1,
      family: familyOf(row),
      nulls: row.required === 1 ? null : countNulls(connection, row),
    }));
}

function countNulls(connection: BetterSqlite3.Database, { table, column }: ColumnRow): number {
  const sql = `SELECT count(*) FROM ${quoted(table)} WHERE ${quoted(column)} IS NULL`;
  return Number(connection.prepare(sql).pluck().get());
}

/** SQLite has no type for times and truth values, so text and whole numbers stand for them. */
function familyOf({ table, column, type }: ColumnRow): TypeFamily {
  const wanted = expectedColumns.find(
    (one) => one.table === table && one.column.toLowerCase() === column.toLowerCase(),
  )?.family;
  const name = type.toUpperCase();
  if (/BOOL/.test(name)) return 'truth';
  if (/DATE|TIME/.test(name)) return 'time';
  if (/INT/.test(name)) return wanted === 'truth' ? 'truth' : 'whole';
  if (/CHAR|TEXT/.test(name)) return wanted === 'time' ? 'time' : 'text';
  return 'number';
}

/** What pending steps would make and is there already; nothing is recorded without being done here. */
function halfExisting(
  catalogue: Catalogue,
  set: StepSet,
  applied: ReadonlySet<string>,
): Partial<Preflight> {
  const complaints = [...stepEffects(set)]
    .filter(([name]) => !applied.has(name) && name !== '000_baseline')
    .flatMap(([name, { tables, columns }]) => {
      const there = [
        ...tables.filter((table) => catalogue.has(table)),
        ...columns
          .filter((one) => hasColumn(catalogue, one.table, one.column.name))
          .map((one) => `${one.table}.${one.column.name}`),
      ];
      return there.map((object) =>
        blocker(
          'half_existing',
          object,
          `${name} is not applied, but ${object}, which it makes, is there already.`,
          'Rename or drop it, if nobody uses it, or use a copy of the database from before it was made.',
        ),
      );
    });
  return { complaints };
}

function hasColumn(catalogue: Catalogue, table: string, column: string): boolean {
  const name = column.toLowerCase();
  return catalogue.get(table)?.columns.some((one) => one.name.toLowerCase() === name) ?? false;
}

type Dependant = {
  readonly type: string;
  readonly name: string;
  readonly on: string;
  readonly sql: string;
};

function dependants(connection: BetterSqlite3.Database): Partial<Preflight> {
  const rows = connection
    .prepare(
      `SELECT type, name, tbl_name AS "on", sql FROM sqlite_master WHERE type IN ('view', 'trigger') ORDER BY name`,
    )
    .all() as Dependant[]; // as selected
  const reads = (sql: string, table: string): boolean =>
    new RegExp(`\\b${table}\\b`, 'i').test(sql);
  return {
    complaints: ['Course', 'Chapter'].flatMap((table) => [
      ...rows
        .filter(({ type, sql }) => type === 'view' && reads(sql, table))
        .map(({ name }) =>
          warning(
            'dependent_views',
            name,
            `The view ${name} reads ${table}, which gets new columns.`,
            'A view made with SELECT * will show them; check what reads it.',
          ),
        ),
      ...rows
        .filter(({ type, on }) => type === 'trigger' && on.toLowerCase() === table.toLowerCase())
        .map(({ name }) =>
          warning(
            'triggers',
            `${table}.${name}`,
            `The trigger ${name} is on ${table}, which gets new columns.`,
            'Where it copies whole rows into another table, name the columns.',
          ),
        ),
    ]),
  };
}

function space(
  connection: BetterSqlite3.Database,
  file: string,
  catalogue: Catalogue,
  freeBytes: FreeBytes,
): Partial<Preflight> {
  if (!catalogue.has('UserProgress')) return {};
  const rows = Number(connection.prepare('SELECT count(*) FROM "UserProgress"').pluck().get());
  // A copy of the file is made before the first step.
  const needed = statSync(file).size + backfillBytes(rows, 0);
  const folder = dirname(file);
  return spaceFindings(folder, needed, freeBytes(folder));
}
