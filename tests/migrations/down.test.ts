import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { FailureError } from '../../src/shared/kernel/errors';
import { loadSteps } from '../../src/main/engine/migrate/load-steps';
import { migrateDown } from '../../src/main/engine/migrate/migrate-down';
import { migrateUp } from '../../src/main/engine/migrate/migrate-up';
import {
  copyOfMigrations,
  dump,
  editFile,
  failingChecks,
  legacyDatabase,
  migrationsFolder,
  schemaOf,
  stamp,
  standings,
  targetFor,
  temporaryFolder,
} from '../support/migration-target';

const planSteps = loadSteps(migrationsFolder, 'sqlite')
  .steps.filter((step) => step.group === 'plan')
  .map((step) => step.name);

/** Work that a rollback would lose: attempts, grades, certificates, earned XP, a changed reward. */
function addWork(connection: BetterSqlite3.Database): void {
  connection.exec(`
    INSERT INTO "Quiz" ("id","title","courseId") VALUES ('quiz-1','Tides','course-0');
    INSERT INTO "Question" ("id","quizId","type","question","correctAnswer","order")
      VALUES ('q-1','quiz-1','essay','Why?','{}',0), ('q-2','quiz-1','essay','How?','{}',1);
    INSERT INTO "QuizAttempt" ("id","userId","quizId","answers","score","totalPoints")
      VALUES ('a-1','user_1','quiz-1','{}',1.5,2);
    INSERT INTO "lectern_question_score" VALUES ('s-1','a-1','q-1',1.5,2,'manual');
    INSERT INTO "lectern_question_source" ("question_id","import_id","file","format","line","content_hash")
      VALUES ('q-1','import-1','bank.gift','gift',3,'h');
    INSERT INTO "Assignment" ("id","title","description","courseId") VALUES ('as-1','Essay','…','course-0');
    INSERT INTO "AssignmentSubmission" ("id","userId","assignmentId","content","score","gradedAt")
      VALUES ('sub-1','user_1','as-1','Text “with” ünïcode',17.25,'2026-01-01T00:00:00.000Z');
    INSERT INTO "lectern_grade" ("submission_id","raw","final","graded_by","graded_at")
      VALUES ('sub-1',17.25,17.25,'Ada','2026-01-01T00:00:00.000Z');
    INSERT INTO "lectern_late_policy" VALUES ('as-1',10,86400,0);
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
    UPDATE "Course" SET "prerequisites" = '["course-0"]' WHERE "id" = 'course-2';
    INSERT INTO "lectern_person" ("user_id","name","source") VALUES ('user_1','Ada','roster');`);
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
  lectern_grade: 1,
  lectern_late_policy: 1,
  lectern_question_score: 1,
  lectern_question_source: 1,
};

async function workedOn(): Promise<BetterSqlite3.Database> {
  const { connection } = legacyDatabase();
  await migrateUp(targetFor(connection), stamp);
  addWork(connection);
  return connection;
}

async function failureOf(work: Promise<unknown>): Promise<FailureError['failure']> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof FailureError)) throw new Error(`Expected a failure, got ${String(error)}`);
  return error.failure;
}

describe('reverting the steps', () => {
  test('back-filled awards and rows are no loss, and come back as they were', async () => {
    const { connection } = legacyDatabase();
    const before = { rows: dump(connection), schema: schemaOf(connection) };
    await migrateUp(targetFor(connection), stamp);
    const applied = standings(connection);
    const result = await migrateDown(targetFor(connection), stamp, { to: '000' });
    expect(result).toEqual({ reverted: planSteps.slice(1).toReversed(), lost: {}, archive: null });
    expect(dump(connection, (table) => !table.startsWith('lectern_'))).toEqual(before.rows);
    const lmsSchema = schemaOf(connection).filter((line) => !line.includes('lectern_'));
    expect(lmsSchema).toEqual(before.schema);
    expect(await failingChecks(targetFor(connection))).toEqual([]);

    await migrateUp(targetFor(connection), stamp);
    expect(standings(connection)).toEqual(applied);
    expect(await failingChecks(targetFor(connection))).toEqual([]);
  });

  test('what would be lost is counted and refused, and nothing changes', async () => {
    const connection = await workedOn();
    expect(await failingChecks(targetFor(connection))).toEqual([]);
    const before = dump(connection);
    const refused = await failureOf(migrateDown(targetFor(connection), stamp, { to: '000' }));
    expect(refused.code).toBe('refused');
    expect(refused.details).toEqual({ wouldLose: allLoss });
    const some = { to: '000', acceptLoss: Object.keys(allLoss).filter((name) => name !== 'Quiz') };
    const stillRefused = await failureOf(migrateDown(targetFor(connection), stamp, some));
    expect(stillRefused.message).toContain('--accept-loss Quiz)');
    expect(dump(connection)).toEqual(before);
  });

  test('with consent it goes, Lectern’s own rows of it too, and up is clean again', async () => {
    const connection = await workedOn();
    const result = await migrateDown(targetFor(connection), stamp, {
      to: '000',
      acceptLoss: 'all',
    });
    expect(result.lost).toEqual(allLoss);
    expect(dump(connection).lectern_grade).toEqual([]);
    expect(dump(connection).lectern_person).toHaveLength(1);
    expect(await failingChecks(targetFor(connection))).toEqual([]);
    await migrateUp(targetFor(connection), stamp);
    expect(await failingChecks(targetFor(connection))).toEqual([]);
  });

  test('an archive brings everything back after the steps are applied again', async () => {
    const connection = await workedOn();
    const before = dump(connection, keepsStill);
    const archive = join(temporaryFolder(), 'rollback.jsonl');
    const down = await migrateDown(targetFor(connection), stamp, { to: '000', archive });
    expect(down).toMatchObject({ lost: allLoss, archive });
    const early = await failureOf(targetFor(connection).restoreArchive(archive, stamp));
    expect(early.code).toBe('refused');
    await migrateUp(targetFor(connection), stamp);
    const restored = await targetFor(connection).restoreArchive(archive, stamp);
    expect(restored).toEqual(allLoss);
    expect(await failingChecks(targetFor(connection))).toEqual([]);
    // Chapters were worth 75 when they were archived; the new back-fill knew only the default.
    connection.exec(`UPDATE "UserXP" SET "updatedAt" = ''`);
    const again = dump(connection, keepsStill);
    for (const table of Object.keys(before).filter((name) => name !== 'UserXP')) {
      expect({ [table]: again[table] }).toEqual({ [table]: before[table] });
    }
    expect(await targetFor(connection).restoreArchive(archive, stamp)).toMatchObject({
      'Course.prerequisites': 1,
    });
    expect(dump(connection, keepsStill).XPTransaction).toEqual(before.XPTransaction);
  });

  test('an archive that was cut off, changed or is none is refused before anything happens', async () => {
    const connection = await workedOn();
    const archive = join(temporaryFolder(), 'rollback.jsonl');
    await migrateDown(targetFor(connection), stamp, { to: '004', archive });
    await migrateUp(targetFor(connection), stamp);
    const before = dump(connection);
    const whole = readFileSync(archive, 'utf8');
    const spoiled = [whole.slice(0, -20), whole.replace('17.25', '99.25'), 'hello\n', ''];
    for (const text of spoiled) {
      const file = join(temporaryFolder(), 'spoiled.jsonl');
      writeFileSync(file, text);
      expect((await failureOf(targetFor(connection).restoreArchive(file, stamp))).code).toBe(
        'bad_input',
      );
    }
    expect(dump(connection)).toEqual(before);
  });

  test('an archive never replaces a file, and a rollback without its archive does not start', async () => {
    const connection = await workedOn();
    const archive = join(temporaryFolder(), 'rollback.jsonl');
    writeFileSync(archive, 'older');
    const before = dump(connection);
    const work = migrateDown(targetFor(connection), stamp, { to: '000', archive });
    expect((await failureOf(work)).code).toBe('bad_input');
    const nowhere = join(temporaryFolder(), 'missing', 'rollback.jsonl');
    const other = migrateDown(targetFor(connection), stamp, { to: '000', archive: nowhere });
    expect((await failureOf(other)).code).toBe('bad_input');
    expect(dump(connection)).toEqual(before);
    expect(readFileSync(archive, 'utf8')).toBe('older');
    expect(existsSync(`${archive}.part`)).toBe(false);
  });

  test.each(planSteps.slice(0, -1))(
    'down to %s leaves the schema it had after that step',
    async (name) => {
      const { connection } = legacyDatabase();
      await migrateUp(targetFor(connection), stamp, { to: name });
      const wanted = schemaOf(connection);
      await migrateUp(targetFor(connection), stamp);
      addWork(connection);
      await migrateDown(targetFor(connection), stamp, { to: name.slice(0, 3), acceptLoss: 'all' });
      expect(schemaOf(connection).filter((line) => !/lectern_/.test(line))).toEqual(wanted);
      expect(await failingChecks(targetFor(connection))).toEqual([]);
      await migrateUp(targetFor(connection), stamp);
      expect(await failingChecks(targetFor(connection))).toEqual([]);
    },
  );

  test('XP earned since survives a rollback of the back-fill and its return', async () => {
    const connection = await workedOn();
    const before = standings(connection);
    await migrateDown(targetFor(connection), stamp, { to: '012' });
    expect(connection.prepare('SELECT "id" FROM "XPTransaction"').pluck().all()).toEqual(['x-1']);
    expect(connection.prepare('SELECT "userId","totalXP" FROM "UserXP"').all()).toEqual([
      { userId: 'user_1', totalXP: 25 },
    ]);
    connection.exec('UPDATE "Chapter" SET "xpReward" = 50');
    await migrateUp(targetFor(connection), stamp);
    expect(standings(connection)).toEqual(before);
  });

  test('a step that cannot be reverted stays applied; those before it are named', async () => {
    const folder = copyOfMigrations();
    editFile(
      folder,
      '009_create_assignment_submissions/sqlite.down.sql',
      () => 'DROP TABLE "Nowhere";\n',
    );
    const { connection } = legacyDatabase();
    await migrateUp(targetFor(connection, folder), stamp);
    const failed = await failureOf(
      migrateDown(targetFor(connection, folder), stamp, { to: '000' }),
    );
    expect(failed.code).toBe('step_failed');
    expect(failed.details?.reverted).toEqual(planSteps.slice(10).toReversed());
    expect(schemaOf(connection).join()).toContain('AssignmentSubmission');
    expect(await failingChecks(targetFor(connection, folder))).toEqual([]);
  });

  test('Lectern’s own steps and steps that are not there cannot be named', async () => {
    const { connection } = legacyDatabase();
    await migrateUp(targetFor(connection), stamp);
    for (const to of ['103', '999', 'nonsense']) {
      expect((await failureOf(migrateDown(targetFor(connection), stamp, { to }))).code).toBe(
        'bad_input',
      );
    }
  });
});

/** All but what is written anew with its own time. */
function keepsStill(table: string): boolean {
  return !/^lectern_(migration|backfill)/.test(table);
}
