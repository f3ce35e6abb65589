import type BetterSqlite3 from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrateUp } from '../../src/main/engine/migrate/migrate-up';
import { checkNames } from '../../src/main/engine/migrate/verify-result';
import {
  failingChecks,
  legacyDatabase,
  openDatabase,
  schemaOf,
  stamp,
  targetFor,
} from '../support/migration-target';

async function migrated(): Promise<BetterSqlite3.Database> {
  const { connection } = legacyDatabase();
  await migrateUp(targetFor(connection), stamp);
  return connection;
}

/** A learner with a back-filled award for a chapter and one for a course. */
const learner = `(SELECT "userId" FROM "XPTransaction" WHERE "sourceType" = 'course' ORDER BY "userId" LIMIT 1)`;
const award = `(SELECT "id" FROM "XPTransaction" WHERE "userId" = ${learner} AND "sourceType" = 'chapter' ORDER BY "id" LIMIT 1)`;
const recompute = `UPDATE "UserXP" SET
  "totalXP" = (SELECT coalesce(sum("amount"), 0) FROM "XPTransaction" t WHERE t."userId" = "UserXP"."userId");
  UPDATE "UserXP" SET "level" = "totalXP" / 100 + 1, "currentLevelXP" = "totalXP" % 100;`;

const corruptions: readonly (readonly [check: string, sql: string])[] = [
  [
    'ledger_equals_total',
    `UPDATE "UserXP" SET "totalXP" = "totalXP" + 100, "level" = "level" + 1 WHERE "userId" = ${learner}`,
  ],
  [
    'level_and_remainder_agree',
    `UPDATE "UserXP" SET "level" = "level" + 1 WHERE "userId" = ${learner}`,
  ],
  [
    'level_and_remainder_agree',
    `UPDATE "UserXP" SET "currentLevelXP" = ("currentLevelXP" + 1) % 100 WHERE "userId" = ${learner}`,
  ],
  [
    'every_completed_chapter_awarded_once',
    `DELETE FROM "XPTransaction" WHERE "id" = ${award}; ${recompute}`,
  ],
  [
    'every_completed_course_awarded_once',
    `DELETE FROM "XPTransaction" WHERE "userId" = ${learner} AND "sourceType" = 'course'; ${recompute}`,
  ],
  [
    'every_progress_user_has_xp',
    `DELETE FROM "UserXP" WHERE "userId" NOT IN (SELECT "userId" FROM "XPTransaction")`,
  ],
  [
    'no_award_without_cause',
    `UPDATE "UserProgress" SET "isCompleted" = 0
     WHERE "userId" = ${learner} AND "chapterId" = (SELECT "sourceId" FROM "XPTransaction" WHERE "id" = ${award})`,
  ],
  [
    'no_award_without_cause',
    `INSERT INTO "XPTransaction" ("id","userId","amount","reason","sourceType","sourceId")
     SELECT 'planted', ${learner}, 50, 'x', 'chapter', c."id" FROM "Chapter" c
     WHERE c."id" NOT IN (SELECT "chapterId" FROM "UserProgress" WHERE "userId" = ${learner}) LIMIT 1; ${recompute}`,
  ],
  [
    'amounts_match_rewards',
    `UPDATE "XPTransaction" SET "amount" = 60 WHERE "id" = ${award}; ${recompute}`,
  ],
  ['no_orphan_user', `INSERT INTO "UserXP" ("id","userId") VALUES ('ghost','ghost')`],
  ['no_orphan_user', `INSERT INTO "UserStreak" ("id","userId") VALUES ('ghost','ghost')`],
  [
    'prerequisites_exist',
    `UPDATE "Course" SET "prerequisites" = '["nowhere"]' WHERE "id" = 'course-0'`,
  ],
  [
    'foreign_keys_valid',
    `PRAGMA foreign_keys = OFF; INSERT INTO "Quiz" ("id","title","courseId") VALUES ('q','Q','nowhere')`,
  ],
  ['schema_matches', 'DROP INDEX "Quiz_courseId_idx"'],
  ['schema_matches', 'ALTER TABLE "UserStreak" DROP COLUMN "freezesUsed"'],
  ['schema_matches', 'ALTER TABLE "Course" DROP COLUMN "estimatedHours"'],
  ['schema_matches', 'DROP TABLE "UserAchievement"'],
];

describe('verify', () => {
  test('answers every named check, and a healthy database with buyers has no complaint', async () => {
    const results = await targetFor(await migrated()).verify();
    expect(results.map((check) => check.name)).toEqual([...checkNames]);
    expect(results.filter((check) => !check.ok)).toEqual([]);
  });

  const numbered = corruptions.map(([check, sql], at) => [check, at + 1, sql] as const);
  test.each(numbered)('%s alone complains after corruption %i', async (check, _at, sql) => {
    const connection = await migrated();
    connection.exec(sql);
    const failing = await failingChecks(targetFor(connection));
    expect(failing).toEqual([check]);
    const found = (await targetFor(connection).verify()).find((one) => one.name === check);
    expect(found?.complaints).toBeGreaterThan(0);
    expect(found?.samples.length).toBeGreaterThan(0);
    expect(found?.samples.length).toBeLessThanOrEqual(10);
  });

  test('no_duplicate_award complains when the unique index is gone and an award is there twice', async () => {
    const connection = await migrated();
    connection.exec(`DROP INDEX "XPTransaction_userId_sourceType_sourceId_key";
      INSERT INTO "XPTransaction" SELECT 'twice', "userId", "amount", "reason", "sourceType", "sourceId", "createdAt"
      FROM "XPTransaction" WHERE "id" = ${award}; ${recompute}`);
    expect(await failingChecks(targetFor(connection))).toEqual([
      'no_duplicate_award',
      'schema_matches',
    ]);
  });

  test('the ledger itself refuses the same award twice', async () => {
    const connection = await migrated();
    const again = `INSERT INTO "XPTransaction" SELECT 'twice', "userId", "amount", "reason", "sourceType", "sourceId", "createdAt"
      FROM "XPTransaction" WHERE "id" = ${award}`;
    expect(() => connection.exec(again)).toThrow(/UNIQUE/);
  });

  test('a live LMS stays without complaints, and what waits is only reported', async () => {
    const connection = await migrated();
    const later = '2999-01-01T00:00:00.000Z';
    connection.exec(`
      UPDATE "Chapter" SET "xpReward" = 500, "isPublished" = 1;
      UPDATE "Course" SET "xpReward" = 900;
      INSERT INTO "Chapter" ("id","title","position","isPublished","courseId","updatedAt")
        VALUES ('new','New',9,1,'course-0','${later}');
      UPDATE "UserProgress" SET "isCompleted" = 0, "updatedAt" = '${later}' WHERE "userId" = 'user_1' AND "isCompleted" = 1;
      UPDATE "UserProgress" SET "isCompleted" = 1, "updatedAt" = '${later}' WHERE "userId" = 'user_20';
      INSERT INTO "UserProgress" ("id","userId","chapterId","isCompleted","createdAt","updatedAt")
        VALUES ('np','newcomer','new',1,'${later}','${later}');
      INSERT INTO "UserXP" ("id","userId","totalXP") VALUES ('bx','buyer-1',25);
      INSERT INTO "XPTransaction" ("id","userId","amount","reason","sourceType","sourceId")
        VALUES ('bq','buyer-1',25,'Quiz passed','quiz','some-quiz');
      UPDATE "UserXP" SET "currentLevelXP" = 25 WHERE "userId" = 'buyer-1';`);
    const results = await targetFor(connection).verify();
    expect(results.filter((check) => !check.ok)).toEqual([]);
    const pending = results.find((check) => check.name === 'pending_awards');
    expect(pending?.information).toMatch(/completions wait/);
    expect(pending?.samples.length).toBe(10);
  });

  test('the outcome of the plan as it was written, an empty UserXP, is found out', async () => {
    const { connection } = legacyDatabase();
    const whole = openDatabase();
    await migrateUp(targetFor(whole), stamp, { to: '012' });
    const added = schemaOf(whole).filter((line) => /"(UserXP|XPTransaction)"/.test(line));
    const tablesFirst = added.sort((a) => (a.startsWith('table') ? -1 : 1));
    for (const line of tablesFirst) connection.exec(line.slice(line.indexOf('CREATE')));
    connection.exec(`ALTER TABLE "Chapter" ADD COLUMN "xpReward" INTEGER NOT NULL DEFAULT 50;
      ALTER TABLE "Course" ADD COLUMN "xpReward" INTEGER NOT NULL DEFAULT 200`);
    expect(await failingChecks(targetFor(connection))).toEqual([
      'every_progress_user_has_xp',
      'every_completed_chapter_awarded_once',
      'every_completed_course_awarded_once',
    ]);
    expect(connection.prepare('SELECT name FROM temp.sqlite_master').all()).toEqual([]);
  });

  test('between the steps it judges what is there', async () => {
    const { connection } = legacyDatabase();
    for (const to of ['000', '001', '002', '012', '013']) {
      await migrateUp(targetFor(connection), stamp, { to });
      expect([to, await failingChecks(targetFor(connection))]).toEqual([to, []]);
    }
  });

  test('an LMS whose columns do not fit is refused at the baseline, naming the column', async () => {
    const { connection } = legacyDatabase();
    connection.exec(
      'ALTER TABLE "Course" DROP COLUMN "isFree"; ALTER TABLE "Purchase" RENAME COLUMN "userId" TO "buyer"',
    );
    const result = await migrateUp(targetFor(connection), stamp);
    expect(result.failed?.message).toMatch(/Course\.isFree: is missing/);
    expect(
      connection.prepare('SELECT count(*) FROM "lectern_migration_history"').pluck().get(),
    ).toBe(0);
  });

  test('an LMS with other type names, extra columns and tables is welcome', async () => {
    const connection = openDatabase();
    connection.exec(`
      CREATE TABLE "Category" ("id" VARCHAR(30) PRIMARY KEY NOT NULL, "name" VARCHAR(191) NOT NULL);
      CREATE TABLE "Course" ("id" TEXT PRIMARY KEY NOT NULL, "createdById" TEXT NOT NULL, "title" TEXT NOT NULL,
        "description" TEXT, "imageUrl" TEXT, "price" NUMERIC, "isPublished" BOOLEAN NOT NULL DEFAULT 0,
        "isFree" BOOLEAN NOT NULL DEFAULT 0, "categoryId" TEXT, "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
        "updatedAt" TIMESTAMP NOT NULL, "slug" TEXT);
      CREATE TABLE "Attachment" ("id" TEXT PRIMARY KEY NOT NULL, "name" TEXT NOT NULL, "url" TEXT NOT NULL,
        "courseId" TEXT NOT NULL, "createdAt" DATETIME NOT NULL, "updatedAt" DATETIME NOT NULL);
      CREATE TABLE "Chapter" ("id" TEXT PRIMARY KEY NOT NULL, "title" TEXT NOT NULL, "description" TEXT, "videoUrl" TEXT,
        "position" INT NOT NULL, "isPublished" BOOLEAN NOT NULL, "isFree" BOOLEAN NOT NULL, "courseId" TEXT NOT NULL,
        "createdAt" DATETIME NOT NULL, "updatedAt" DATETIME NOT NULL);
      CREATE TABLE "MuxData" ("id" TEXT PRIMARY KEY NOT NULL, "assetId" TEXT NOT NULL, "playbackId" TEXT, "chapterId" TEXT NOT NULL);
      CREATE TABLE "UserProgress" ("id" TEXT PRIMARY KEY NOT NULL, "userId" TEXT NOT NULL, "chapterId" TEXT NOT NULL,
        "isCompleted" BOOLEAN NOT NULL DEFAULT 0, "createdAt" DATETIME NOT NULL, "updatedAt" DATETIME NOT NULL);
      CREATE TABLE "Purchase" ("id" TEXT PRIMARY KEY NOT NULL, "userId" TEXT NOT NULL, "courseId" TEXT NOT NULL,
        "createdAt" DATETIME NOT NULL, "updatedAt" DATETIME NOT NULL);
      CREATE TABLE "StripeCustomer" ("id" TEXT PRIMARY KEY NOT NULL, "userId" TEXT NOT NULL, "stripeCustomerId" TEXT NOT NULL,
        "createdAt" DATETIME NOT NULL, "updatedAt" DATETIME NOT NULL);
      CREATE TABLE "Session" ("id" TEXT);`);
    const result = await migrateUp(targetFor(connection), stamp);
    expect(result.failed).toBeNull();
    expect(await failingChecks(targetFor(connection))).toEqual([]);
  });
});
