import { join } from 'node:path';
import type { Client } from 'pg';
import { expect } from 'vitest';
import { FailureError } from '../../src/shared/kernel/errors';
import { loadSteps } from '../../src/main/engine/migrate/load-steps';
import { migrateDown } from '../../src/main/engine/migrate/migrate-down';
import { migrateUp } from '../../src/main/engine/migrate/migrate-up';
import {
  copyOfMigrations,
  editFile,
  migrationsFolder,
  stamp,
  temporaryFolder,
} from '../support/migration-target';
import { dumpedSchema } from '../support/pg-dump';
import type { TestDatabase } from '../support/postgres';
import { describeServers } from '../support/server-suite';
import {
  complainingChecks,
  serverLedger,
  serverRows,
  serverSchema,
  serverStandings,
  targetOn,
} from '../support/server-target';

const size = { users: 60, courses: 8, chaptersPerCourse: 5, seed: 11 };
const plan = { group: 'plan' } as const;
const planNames = loadSteps(migrationsFolder, 'postgres')
  .steps.filter((step) => step.group === 'plan')
  .map((step) => step.name);
const isPublic = (table: string): boolean => table.startsWith('public.');

/** Work that a rollback would lose: attempts, grades, certificates, earned XP, changed rewards. */
async function addWork(client: Client): Promise<void> {
  await client.query(`
    INSERT INTO "Quiz" ("id","title","courseId") VALUES ('quiz-1','Tides','course-0');
    INSERT INTO "Question" ("id","quizId","type","question","correctAnswer","order")
      VALUES ('q-1','quiz-1','essay','Why?','{}',0), ('q-2','quiz-1','essay','How?','{}',1);
    INSERT INTO "QuizAttempt" ("id","userId","quizId","answers","score","totalPoints")
      VALUES ('a-1','user_1','quiz-1','{}',1.5,2);
    INSERT INTO "Assignment" ("id","title","description","courseId") VALUES ('as-1','Essay','…','course-0');
    INSERT INTO "AssignmentSubmission" ("id","userId","assignmentId","content","score","gradedAt")
      VALUES ('sub-1','user_1','as-1','Text “with” ünïcode',17.25,'2026-01-01');
    INSERT INTO "Certificate" ("id","userId","courseId","certificateUrl","verificationCode")
      VALUES ('c-1','user_1','course-2','urn:x','CODE');
    INSERT INTO "Achievement" ("id","name","description","icon","category","condition")
      VALUES ('ach','First','…','star','start','{"n":1}');
    INSERT INTO "UserAchievement" ("id","userId","achievementId") VALUES ('ua','user_1','ach');
    INSERT INTO "UserStreak" ("id","userId","currentStreak") VALUES ('st','user_1',4);
    INSERT INTO "XPTransaction" ("id","userId","amount","reason","sourceType","sourceId")
      VALUES ('x-1','user_1',25,'Quiz passed','quiz','quiz-1');
    UPDATE "UserXP" SET "totalXP" = "totalXP" + 25 WHERE "userId" = 'user_1';
    UPDATE "UserXP" SET "level" = "totalXP" / 100 + 1, "currentLevelXP" = "totalXP" % 100;
    UPDATE "Chapter" SET "xpReward" = 75 WHERE "position" = 1;
    UPDATE "Course" SET "prerequisites" = '{course-0}' WHERE "id" = 'course-2'`);
}

const allLoss = {
  Achievement: 1,
  Assignment: 1,
  AssignmentSubmission: 1,
  Certificate: 1,
  'Chapter.xpReward': 8,
  'Course.prerequisites': 1,
  Question: 2,
  Quiz: 1,
  QuizAttempt: 1,
  UserAchievement: 1,
  UserStreak: 1,
  UserXP: 1,
  XPTransaction: 1,
};

async function failureOf(work: Promise<unknown>): Promise<FailureError['failure']> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof FailureError)) throw new Error(`Expected a failure, got ${String(error)}`);
  return error.failure;
}

/** The schema of the LMS, also in pg_dump's words where it speaks to this server. */
async function lmsSchema(database: TestDatabase): Promise<readonly unknown[]> {
  const lines = (await serverSchema(database.client)).filter((line) => !line.includes('lectern.'));
  return [lines, dumpedSchema(database, ['-N', 'lectern'])];
}

describeServers(size, ({ copy, postgresTest }) => {
  const migrated = async (to = '014'): Promise<TestDatabase> => {
    const database = await copy();
    const { target } = await targetOn(database);
    expect((await migrateUp(target, stamp, { to, ...plan })).failed).toBeNull();
    return database;
  };

  postgresTest('back-filled awards and rows are no loss, and come back as they were', async () => {
    const database = await copy();
    const before = {
      rows: await serverRows(database.client, isPublic),
      schema: await lmsSchema(database),
    };
    const { target } = await targetOn(database);
    await migrateUp(target, stamp, plan);
    const applied = await serverStandings(database.client);
    const ledger = await serverLedger(database.client);
    const result = await migrateDown(target, stamp, { to: '000' });
    expect(result).toEqual({ reverted: planNames.slice(1).toReversed(), lost: {}, archive: null });
    expect({
      rows: await serverRows(database.client, isPublic),
      schema: await lmsSchema(database),
    }).toEqual(before);
    expect(await complainingChecks(target)).toEqual([]);
    await migrateUp((await targetOn(database)).target, stamp, plan);
    expect(await serverStandings(database.client)).toEqual(applied);
    expect(await serverLedger(database.client)).toEqual(ledger);
  });

  postgresTest('what would be lost is counted and refused, and nothing changes', async () => {
    const database = await migrated();
    await addWork(database.client);
    const { target } = await targetOn(database);
    expect(await complainingChecks(target)).toEqual([]);
    const before = await serverRows(database.client);
    const refused = await failureOf(migrateDown(target, stamp, { to: '000' }));
    expect(refused).toMatchObject({ code: 'refused', details: { wouldLose: allLoss } });
    const some = Object.keys(allLoss).filter((name) => name !== 'Quiz');
    const still = await failureOf(migrateDown(target, stamp, { to: '000', acceptLoss: some }));
    expect(still.message).toContain('--accept-loss Quiz)');
    expect(await serverRows(database.client)).toEqual(before);
  });

  postgresTest(
    'with an archive everything comes back after the steps are applied again',
    async () => {
      const database = await migrated();
      await addWork(database.client);
      const { target } = await targetOn(database);
      const before = await serverRows(database.client, isPublic);
      const archive = join(temporaryFolder(), 'rollback.zip');
      const down = await migrateDown(target, stamp, { to: '000', archive });
      expect(down).toMatchObject({ lost: allLoss, archive });
      const again = (await targetOn(database)).target;
      await migrateUp(again, stamp, plan);
      expect(await again.restoreArchive(archive, stamp)).toEqual(allLoss);
      expect(await complainingChecks(again)).toEqual([]);
      const after = await serverRows(database.client, isPublic);
      for (const table of Object.keys(before).filter((name) => name !== 'public.UserXP')) {
        expect({ [table]: after[table] }).toEqual({ [table]: before[table] });
      }
    },
  );

  postgresTest.each(planNames.slice(0, -1))(
    'down to %s leaves the schema it had after that step, and loses what was counted',
    async (name) => {
      const database = await migrated(name);
      const wanted = await lmsSchema(database);
      const { target } = await targetOn(database);
      await migrateUp(target, stamp, plan);
      await addWork(database.client);
      const counted = await target.lossOf(
        target.set.steps.filter((step) => step.group === 'plan' && step.name > name),
      );
      const result = await migrateDown(target, stamp, { to: name, acceptLoss: 'all' });
      expect(result.lost).toEqual(counted);
      expect(await lmsSchema(database)).toEqual(wanted);
      expect(await complainingChecks(target)).toEqual([]);
      expect((await migrateUp((await targetOn(database)).target, stamp, plan)).failed).toBeNull();
      expect(await complainingChecks((await targetOn(database)).target)).toEqual([]);
    },
  );

  postgresTest('XP earned since survives a rollback of the back-fill and its return', async () => {
    const database = await migrated();
    await addWork(database.client);
    const before = await serverStandings(database.client);
    const { target } = await targetOn(database);
    await migrateDown(target, stamp, { to: '012' });
    expect(await serverStandings(database.client)).toEqual([
      { userId: 'user_1', totalXP: 25, level: 1, currentLevelXP: 25 },
    ]);
    await database.client.query('UPDATE "Chapter" SET "xpReward" = 50');
    await migrateUp((await targetOn(database)).target, stamp, plan);
    expect(await serverStandings(database.client)).toEqual(before);
  });

  postgresTest('views and foreign keys of others are found before anything changes', async () => {
    const database = await migrated();
    await database.client.query(`
      CREATE VIEW "Standing" AS SELECT "userId", "level" FROM "UserXP";
      CREATE MATERIALIZED VIEW "Rewarding" AS SELECT "id" FROM "Course" WHERE "xpReward" > 100;
      CREATE TABLE "Badge" ("id" text PRIMARY KEY, "quizId" text REFERENCES "Quiz"("id"));
      CREATE VIEW "Titles" AS SELECT "title" FROM "Course"`);
    const before = await serverSchema(database.client);
    const { target } = await targetOn(database);
    const refused = await failureOf(migrateDown(target, stamp, { to: '000', acceptLoss: 'all' }));
    expect(refused.code).toBe('refused');
    expect(refused.details?.dependants).toEqual([
      'foreign key Badge_quizId_fkey of "Badge" (on Quiz)',
      'materialized view "Rewarding" (on Course.xpReward)',
      'view "Standing" (on UserXP)',
    ]);
    expect(await serverSchema(database.client)).toEqual(before);
    await migrateDown(target, stamp, { to: '012' });
    await database.client.query('DROP VIEW "Standing"; DROP TABLE "Badge"');
    const later = await failureOf(migrateDown(target, stamp, { to: '000' }));
    expect(later.details?.dependants).toHaveLength(1);
  });

  postgresTest('rows that come after the count stop the step that would lose them', async () => {
    const database = await migrated();
    const { target } = await targetOn(database);
    const refused = await failureOf(
      migrateDown(target, stamp, {
        to: '000',
        beforeChange: async () => {
          await database.client.query(
            `INSERT INTO "Certificate" ("id","userId","courseId","certificateUrl","verificationCode")
             VALUES ('late','user_1','course-2','urn:x','LATE')`,
          );
        },
      }),
    );
    expect(refused).toMatchObject({ code: 'refused', details: { wouldLose: { Certificate: 1 } } });
    expect((await database.client.query('SELECT 1 FROM "Certificate"')).rowCount).toBe(1);
    expect(await complainingChecks(target)).toEqual([]);
  });

  postgresTest(
    'a step that cannot be reverted stays applied; those before it are named',
    async () => {
      const folder = copyOfMigrations();
      editFile(
        folder,
        '009_create_assignment_submissions/postgres.down.sql',
        () => 'DROP TABLE "Nowhere";\n',
      );
      const database = await copy();
      const { target } = await targetOn(database, { folder });
      await migrateUp(target, stamp, plan);
      const failed = await failureOf(migrateDown(target, stamp, { to: '000' }));
      expect(failed.code).toBe('step_failed');
      expect(failed.details?.reverted).toEqual(planNames.slice(10).toReversed());
      expect((await serverSchema(database.client)).join()).toContain('AssignmentSubmission');
      expect(await complainingChecks(target)).toEqual([]);
    },
  );
});
