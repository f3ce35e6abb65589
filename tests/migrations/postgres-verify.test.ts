import { expect } from 'vitest';
import { FailureError } from '../../src/shared/kernel/errors';
import { planSteps } from '../../src/main/engine/migrate/describe';
import { migrateUp } from '../../src/main/engine/migrate/migrate-up';
import { checkNames } from '../../src/main/engine/migrate/verify-result';
import { stamp } from '../support/migration-target';
import { dumpedSchema } from '../support/pg-dump';
import type { TestDatabase } from '../support/postgres';
import { describeServers } from '../support/server-suite';
import { complainingChecks, serverRows, serverSchema, targetOn } from '../support/server-target';

const size = { users: 60, courses: 8, chaptersPerCourse: 5, seed: 11 };
const plan = { group: 'plan' } as const;

/** A learner with a back-filled award for a chapter and one for a course. */
const learner = `(SELECT min("userId") FROM "XPTransaction" WHERE "sourceType" = 'course')`;
const award = `(SELECT min("id") FROM "XPTransaction" WHERE "userId" = ${learner} AND "sourceType" = 'chapter')`;
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
    `UPDATE "UserProgress" SET "isCompleted" = false
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
    `UPDATE "Course" SET "prerequisites" = '{nowhere}' WHERE "id" = 'course-0'`,
  ],
  [
    'foreign_keys_valid',
    `SET session_replication_role = replica; INSERT INTO "Quiz" ("id","title","courseId") VALUES ('q','Q','nowhere')`,
  ],
  ['schema_matches', 'DROP INDEX "Quiz_courseId_idx"'],
  ['schema_matches', 'ALTER TABLE "UserStreak" DROP COLUMN "freezesUsed"'],
  ['schema_matches', 'ALTER TABLE "Course" DROP COLUMN "estimatedHours"'],
  ['schema_matches', 'DROP TABLE "UserAchievement"'],
  ['schema_matches', 'ALTER TABLE "Quiz" DROP CONSTRAINT "Quiz_passingScore_check"'],
  ['schema_matches', 'ALTER TABLE "Quiz" ALTER "xpReward" TYPE bigint'],
  ['schema_matches', 'ALTER TABLE "Attachment" DROP COLUMN "url"'],
];

describeServers(size, ({ copy, postgresTest }) => {
  const migrated = async (): Promise<TestDatabase> => {
    const database = await copy();
    const { target } = await targetOn(database);
    expect((await migrateUp(target, stamp, plan)).failed).toBeNull();
    return database;
  };

  postgresTest('answers every named check, and a healthy database has no complaint', async () => {
    const { target } = await targetOn(await migrated());
    const results = await target.verify();
    expect(results.map((check) => check.name)).toEqual([...checkNames]);
    expect(results.filter((check) => !check.ok)).toEqual([]);
  });

  const numbered = corruptions.map(([check, sql], at) => [check, at + 1, sql] as const);
  postgresTest.each(numbered)('%s alone complains after corruption %i', async (check, _at, sql) => {
    const database = await migrated();
    await database.client.query(sql);
    const { target } = await targetOn(database);
    expect(await complainingChecks(target)).toEqual([check]);
    const found = (await target.verify()).find((one) => one.name === check);
    expect(found?.complaints).toBeGreaterThan(0);
    expect(found?.samples.length).toBeGreaterThan(0);
    expect(found?.samples.length).toBeLessThanOrEqual(10);
  });

  postgresTest('a total that is one too high fails its check', async () => {
    const database = await migrated();
    await database.client.query(
      `UPDATE "UserXP" SET "totalXP" = "totalXP" + 1 WHERE "userId" = ${learner}`,
    );
    expect(await complainingChecks((await targetOn(database)).target)).toContain(
      'ledger_equals_total',
    );
  });

  postgresTest('no_duplicate_award complains where the index is gone', async () => {
    const database = await migrated();
    await database.client.query(`DROP INDEX "XPTransaction_userId_sourceType_sourceId_key";
      INSERT INTO "XPTransaction" SELECT 'twice', "userId", "amount", "reason", "sourceType", "sourceId", "createdAt"
      FROM "XPTransaction" WHERE "id" = ${award}; ${recompute}`);
    expect(await complainingChecks((await targetOn(database)).target)).toEqual([
      'no_duplicate_award',
      'schema_matches',
    ]);
  });

  postgresTest('a live LMS stays without complaints, and what waits is only reported', async () => {
    const database = await migrated();
    const later = '2999-01-01';
    await database.client.query(`
      UPDATE "Chapter" SET "xpReward" = 500, "isPublished" = true;
      UPDATE "Course" SET "xpReward" = 900;
      INSERT INTO "Chapter" ("id","title","position","isPublished","courseId","updatedAt")
        VALUES ('new','New',9,true,'course-0','${later}');
      UPDATE "UserProgress" SET "isCompleted" = false, "updatedAt" = '${later}' WHERE "userId" = 'user_1' AND "isCompleted";
      UPDATE "UserProgress" SET "isCompleted" = true, "updatedAt" = '${later}' WHERE "userId" = 'user_20';
      INSERT INTO "UserProgress" ("id","userId","chapterId","isCompleted","createdAt","updatedAt")
        VALUES ('np','newcomer','new',true,'${later}','${later}');
      INSERT INTO "UserXP" ("id","userId","totalXP","currentLevelXP") VALUES ('bx','buyer-1',25,25);
      INSERT INTO "XPTransaction" ("id","userId","amount","reason","sourceType","sourceId")
        VALUES ('bq','buyer-1',25,'Quiz passed','quiz','some-quiz')`);
    const results = await (await targetOn(database)).target.verify();
    expect(results.filter((check) => !check.ok)).toEqual([]);
    const pending = results.find((check) => check.name === 'pending_awards');
    expect(pending?.information).toMatch(/completions wait/);
    expect(pending?.samples.length).toBe(10);
  });

  postgresTest(
    'the outcome of the plan as it was written, an empty UserXP, is found out',
    async () => {
      const database = await copy();
      await database.client.query(`
      CREATE TABLE "UserXP" ("id" TEXT NOT NULL PRIMARY KEY, "userId" TEXT NOT NULL, "totalXP" INTEGER NOT NULL DEFAULT 0,
        "level" INTEGER NOT NULL DEFAULT 1, "currentLevelXP" INTEGER NOT NULL DEFAULT 0,
        "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "updatedAt" TIMESTAMP(3) NOT NULL);
      CREATE UNIQUE INDEX "UserXP_userId_key" ON "UserXP"("userId");
      CREATE TABLE "XPTransaction" ("id" TEXT NOT NULL PRIMARY KEY, "userId" TEXT NOT NULL, "amount" INTEGER NOT NULL,
        "reason" TEXT NOT NULL, "sourceType" TEXT NOT NULL, "sourceId" TEXT,
        "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP);
      ALTER TABLE "Chapter" ADD COLUMN "xpReward" INTEGER NOT NULL DEFAULT 50;
      ALTER TABLE "Course" ADD COLUMN "xpReward" INTEGER NOT NULL DEFAULT 200`);
      const complaining = await complainingChecks((await targetOn(database)).target);
      expect(complaining).toEqual(
        expect.arrayContaining([
          'every_progress_user_has_xp',
          'every_completed_chapter_awarded_once',
          'every_completed_course_awarded_once',
        ]),
      );
    },
  );

  postgresTest('between the steps it judges what is there', async () => {
    const database = await copy();
    for (const to of ['000', '001', '002', '012', '013']) {
      const { target } = await targetOn(database);
      await migrateUp(target, stamp, { to, ...plan });
      expect([to, await complainingChecks(target)]).toEqual([to, []]);
    }
  });

  postgresTest(
    'plan, status and verify change nothing and work with a role that may only read',
    async () => {
      const database = await copy();
      await database.client.query(`
      DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN;
      GRANT USAGE ON SCHEMA public TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader`);
      const before = {
        schema: await serverSchema(database.client),
        rows: await serverRows(database.client),
        dump: dumpedSchema(database),
      };
      const { target } = await targetOn(database, { user: 'reader' });
      const planned = await planSteps(target, plan);
      expect(planned.map((step) => step.name)).toHaveLength(15);
      const backfill = planned.at(-1);
      expect(backfill?.rows).toBeGreaterThan(300);
      expect(backfill?.estimatedMs).toBeGreaterThan(0);
      expect(planned.find((step) => step.name === '005_create_quiz_system')?.locks).toEqual([
        { table: 'Chapter', mode: 'SHARE ROW EXCLUSIVE' },
        { table: 'Course', mode: 'SHARE ROW EXCLUSIVE' },
      ]);
      await target.verify();
      expect(await target.drift()).toEqual([]);
      expect({
        schema: await serverSchema(database.client),
        rows: await serverRows(database.client),
        dump: dumpedSchema(database),
      }).toEqual(before);
      const refused = await migrateUp(target, stamp, plan).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(FailureError);
      expect(String(refused)).toMatch(/may not make the schema lectern.*GRANT CREATE ON DATABASE/);

      await migrateUp((await targetOn(database)).target, stamp, plan);
      const blind = (await targetOn(database, { user: 'reader' })).target;
      await expect(blind.history()).rejects.toThrow(/GRANT USAGE ON SCHEMA lectern/);
      await database.client.query(`GRANT USAGE ON SCHEMA lectern TO reader;
      GRANT SELECT ON ALL TABLES IN SCHEMA lectern, public TO reader`);
      expect(await complainingChecks(blind)).toEqual([]);
      await database.client.query(`DROP OWNED BY reader; DROP ROLE reader`);
    },
  );
});
