import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { loadSteps } from '../../src/main/engine/migrate/load-steps';
import { migrateUp } from '../../src/main/engine/migrate/migrate-up';
import type { Preflight } from '../../src/main/engine/migrate/preflight/complaint';
import { preflightFile } from '../../src/main/engine/migrate/preflight/sqlite-preflight';
import {
  dump,
  legacyDatabase,
  migrationsFolder,
  openDatabase,
  schemaOf,
  stamp,
  targetFor,
  temporaryFolder,
} from '../support/migration-target';

const set = loadSteps(migrationsFolder, 'sqlite');
const plenty = (): number => 1e15;

/** Preflight of an LMS file that `sql` has changed. */
function after(sql: string, freeBytes: () => number | undefined = plenty): Preflight {
  const { connection } = legacyDatabase();
  connection.exec(sql);
  return lookAt(connection, freeBytes);
}

function lookAt(
  connection: BetterSqlite3.Database,
  freeBytes: () => number | undefined = plenty,
  mayWrite: () => boolean = () => true,
): Preflight {
  const found = preflightFile(connection, connection.name, set, { freeBytes, mayWrite });
  for (const one of found.complaints) {
    expect(Object.values(one).every((text) => text.length > 0)).toBe(true);
  }
  return found;
}

const objects = ({ complaints }: Preflight): readonly string[] =>
  complaints.map((one) => `${one.check} ${one.object}`);

/** Preflight of a file whose tables were made by another text than the baseline's. */
function madeWith(from: string, to: string): Preflight {
  const sql = readFileSync(join(migrationsFolder, '000_baseline/sqlite.up.sql'), 'utf8');
  const connection = openDatabase();
  const changed = sql.replace(/(?<=CREATE TABLE "Chapter")[^;]*/, (table) =>
    table.replace(from, to),
  );
  expect(changed).not.toBe(sql);
  connection.exec(changed);
  return lookAt(connection);
}

describe('preflight of an SQLite file', () => {
  test('has no complaint about an LMS file, an empty one, and one with all steps', async () => {
    const { connection } = legacyDatabase();
    expect(lookAt(connection).complaints).toEqual([]);
    await migrateUp(targetFor(connection), stamp);
    expect(lookAt(connection)).toEqual({ complaints: [], information: [] });
    const empty = lookAt(openDatabase());
    expect(empty.complaints).toEqual([]);
    expect(empty.information).toHaveLength(1);
  });

  test('changes nothing', () => {
    const { connection } = legacyDatabase();
    const before = [schemaOf(connection), dump(connection)];
    lookAt(connection);
    expect([schemaOf(connection), dump(connection)]).toEqual(before);
    expect(existsSync(`${connection.name}-journal`)).toBe(false);
  });

  test('names a missing table, column, and a column that may be NULL', () => {
    expect(objects(after('DROP TABLE "Attachment"'))).toEqual(['tables Attachment']);
    expect(objects(after('ALTER TABLE "Chapter" DROP COLUMN "isFree"'))).toEqual([
      'columns Chapter.isFree',
    ]);
    expect(objects(madeWith('"title" TEXT NOT NULL', '"title" TEXT'))).toEqual([
      'nullability Chapter.title',
    ]);
  });

  test('names a column of the wrong type', () => {
    const found = madeWith('"position" INTEGER', '"position" TEXT');
    expect(objects(found)).toEqual(['types Chapter.position']);
  });

  test('accepts StripeCustomer.userId, and says so', () => {
    const found = after('ALTER TABLE "StripeCustomer" RENAME "userid" TO "userId"');
    expect(found.complaints).toEqual([]);
    expect(found.information.join()).toContain('StripeCustomer.userId');
  });

  test('counts learners who have a chapter twice', () => {
    const found = after(`DROP INDEX "UserProgress_userId_chapterId_key";
      INSERT INTO "UserProgress" ("id","userId","chapterId","updatedAt")
      SELECT 'again-' || "id", "userId", "chapterId", "updatedAt" FROM "UserProgress" LIMIT 7`);
    expect(objects(found)).toEqual(['duplicates UserProgress (userId, chapterId)']);
    expect(found.complaints[0]?.detail).toMatch(/^7 pairs .* 2 times, …\.$/);
  });

  test('names what a step makes and is there already', () => {
    const found = after(
      'CREATE TABLE "UserXP" (x); ALTER TABLE "Course" ADD COLUMN "difficulty" TEXT',
    );
    expect(objects(found)).toEqual(['half_existing UserXP', 'half_existing Course.difficulty']);
  });

  test('names views and triggers on Course and Chapter', () => {
    const found = after(`CREATE VIEW "catalogue" AS SELECT * FROM "Course";
      CREATE VIEW "bought" AS SELECT * FROM "Purchase";
      CREATE TRIGGER "noted" AFTER UPDATE ON "Chapter" BEGIN SELECT 1; END`);
    expect(objects(found)).toEqual(['dependent_views catalogue', 'triggers Chapter.noted']);
  });

  test('names too little free space, and says when it cannot be seen', () => {
    expect(objects(after('SELECT 1', () => 10))[0]).toMatch(/^free_space /);
    expect(after('SELECT 1', () => undefined).information.join()).toContain('cannot see');
  });

  test('names a file and a folder that may not be written', () => {
    const { connection } = legacyDatabase();
    const found = lookAt(connection, plenty, () => false);
    const { name } = connection;
    expect(objects(found)).toEqual([`privileges ${name}`, `privileges ${dirname(name)}`]);
  });

  test('names damage', () => {
    const { connection } = legacyDatabase();
    connection.pragma('wal_checkpoint(TRUNCATE)');
    const file = join(temporaryFolder(), 'damaged.sqlite');
    const bytes = readFileSync(connection.name);
    // Past the schema: the content of some table.
    bytes.fill(0xa5, bytes.length - 20_000, bytes.length - 4_000);
    writeFileSync(file, bytes);
    expect(objects(lookAt(openDatabase(file)))[0]).toBe(`integrity ${file}`);
  });
});
