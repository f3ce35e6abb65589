import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll } from 'vitest';
import { loadSteps } from '../../src/main/engine/migrate/load-steps';
import { createSqliteTarget } from '../../src/main/engine/migrate/sqlite-target';
import type { RunnerStamp } from '../../src/main/engine/migrate/step';
import type { MigrationTarget } from '../../src/main/engine/migrate/target';
import { fillSqlite, makeLegacyRows, type LegacyRows, type LegacySize } from './legacy-database';

/** The shipped migrations. */
export const migrationsFolder = resolve(import.meta.dirname, '../../migrations');

/** The stamp of a test run; the clock is real, because batches are bounded by time. */
export const stamp: RunnerStamp = { who: 'Test', now: () => Date.now(), version: '0.0.0-test' };

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own, below the system's temporary one; gone when the test file has run. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-migrations-'));
  folders.push(folder);
  return folder;
}

/** A copy of the migrations that a test may spoil. */
export function copyOfMigrations(): string {
  const folder = join(temporaryFolder(), 'migrations');
  cpSync(migrationsFolder, folder, { recursive: true });
  return folder;
}

/** Changes one file of a copy. */
export function editFile(folder: string, file: string, change: (text: string) => string): void {
  const path = join(folder, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

/** An open SQLite database in a file, as a workspace has it. */
export function openDatabase(
  file = join(temporaryFolder(), 'test.sqlite'),
): BetterSqlite3.Database {
  const connection = new BetterSqlite3(file);
  connection.pragma('journal_mode = WAL');
  connection.pragma('foreign_keys = ON');
  return connection;
}

/** The runner's view of a database. */
export function targetFor(
  connection: BetterSqlite3.Database,
  folder = migrationsFolder,
): MigrationTarget {
  return createSqliteTarget(connection, loadSteps(folder, 'sqlite'));
}

export const smallLms: LegacySize = { users: 60, courses: 8, chaptersPerCourse: 5, seed: 11 };

/** An LMS database that has never seen the runner: eight tables with rows. */
export function legacyDatabase(size: LegacySize = smallLms): {
  readonly connection: BetterSqlite3.Database;
  readonly rows: LegacyRows;
} {
  const connection = openDatabase();
  connection.exec(readFileSync(join(migrationsFolder, '000_baseline/sqlite.up.sql'), 'utf8'));
  const rows = makeLegacyRows(size);
  fillSqlite(connection, rows);
  return { connection, rows };
}

/** Every row of every table, in an order that does not depend on how it was written. */
export function dump(
  connection: BetterSqlite3.Database,
  isWanted: (table: string) => boolean = (table) => !table.startsWith('lectern_migration'),
): Readonly<Record<string, readonly string[]>> {
  const tables = connection
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as string[];
  return Object.fromEntries(
    tables
      .filter(isWanted)
      .sort()
      .map((table) => [
        table,
        connection
          .prepare(`SELECT * FROM "${table}"`)
          .all()
          .map((row) => JSON.stringify(row))
          .sort(),
      ]),
  );
}

/** Everything the catalogue says, without the runner's own tables. */
export function schemaOf(connection: BetterSqlite3.Database): readonly string[] {
  return connection
    .prepare(
      `SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master
       WHERE name NOT LIKE 'lectern_migration%' AND name NOT LIKE 'sqlite_%' ORDER BY 1`,
    )
    .pluck()
    .all() as string[];
}

/** Standing of every learner, the part both engines must agree on. */
export function standings(connection: BetterSqlite3.Database): readonly unknown[] {
  return connection
    .prepare(
      'SELECT "userId", "totalXP", "level", "currentLevelXP" FROM "UserXP" ORDER BY "userId"',
    )
    .all();
}

/** Names of the checks that complain. */
export async function failingChecks(target: MigrationTarget): Promise<readonly string[]> {
  return (await target.verify()).filter((check) => !check.ok).map((check) => check.name);
}
