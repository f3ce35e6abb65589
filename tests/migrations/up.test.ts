import { describe, expect, test } from 'vitest';
import { FailureError } from '../../src/shared/kernel/errors';
import { applyAll } from '../../src/main/engine/migrate/apply-all';
import { loadSteps } from '../../src/main/engine/migrate/load-steps';
import { migrateUp } from '../../src/main/engine/migrate/migrate-up';
import { stepStatuses } from '../../src/main/engine/migrate/describe';
import { expectedTotals } from '../support/legacy-database';
import {
  copyOfMigrations,
  dump,
  editFile,
  failingChecks,
  legacyDatabase,
  migrationsFolder,
  openDatabase,
  schemaOf,
  stamp,
  standings,
  targetFor,
} from '../support/migration-target';

const stepNames = loadSteps(migrationsFolder, 'sqlite').steps.map((step) => step.name);

describe('applying the steps', () => {
  test('an empty file becomes a workspace with both groups, without a complaint', async () => {
    const connection = openDatabase();
    const outcomes = applyAll(connection, migrationsFolder, stamp);
    expect(outcomes.map((outcome) => outcome.name)).toEqual(stepNames);
    expect(await failingChecks(targetFor(connection))).toEqual([]);
    expect(applyAll(connection, migrationsFolder, stamp)).toEqual([]);
  });

  test('every learner of an LMS gets what the xpReward columns say', async () => {
    const { connection, rows } = legacyDatabase();
    const target = targetFor(connection);
    await migrateUp(target, stamp, { to: '012' });
    connection.exec(`UPDATE "Chapter" SET "xpReward" = 70 WHERE "position" = 0`);
    connection.exec(`UPDATE "Course" SET "xpReward" = 333 WHERE "id" = 'course-2'`);
    const result = await migrateUp(target, stamp);
    expect(result).toMatchObject({ failed: null, untouched: { ok: true, samples: [] } });
    const expected = expectedTotals(rows, {
      chapter: (id) => (id.endsWith('-0') ? 70 : 50),
      course: (id) => (id === 'course-2' ? 333 : 200),
    });
    expect(expected.size).toBeGreaterThan(40);
    expect(Math.max(...expected.values())).toBeGreaterThan(1000);
    expect(standings(connection)).toEqual(
      [...expected]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([userId, totalXP]) => ({
          userId,
          totalXP,
          level: Math.floor(totalXP / 100) + 1,
          currentLevelXP: totalXP % 100,
        })),
    );
    expect(await failingChecks(target)).toEqual([]);
  });

  test('a second run changes nothing', async () => {
    const { connection } = legacyDatabase();
    await migrateUp(targetFor(connection), stamp);
    const before = dump(connection, () => true);
    expect(await migrateUp(targetFor(connection), stamp)).toMatchObject({
      applied: [],
      failed: null,
    });
    expect(dump(connection, () => true)).toEqual(before);
  });

  test('a database with only some tables of the LMS is refused and left alone', async () => {
    const connection = openDatabase();
    connection.exec('CREATE TABLE "Course" ("id" TEXT)');
    const result = await migrateUp(targetFor(connection), stamp);
    expect(result.failed?.name).toBe('000_baseline');
    expect(result.failed?.message).toContain('lacks Category');
    expect(schemaOf(connection)).toHaveLength(1);
  });

  test.each(stepNames)(
    'a failure in %s leaves nothing of it; mended, the run completes',
    async (name) => {
      const folder = copyOfMigrations();
      const file = `${name}/sqlite.up.sql`;
      // The baseline's own SQL runs on an empty file only.
      const connection = name === '000_baseline' ? openDatabase() : legacyDatabase().connection;
      editFile(folder, file, (text) => `${text}\nINSERT INTO "NoSuchTable" VALUES (1);\n`);
      const at = stepNames.indexOf(name);
      if (at > 0) await migrateUp(targetFor(connection, folder), stamp, { to: stepNames[at - 1] });
      const before = { rows: dump(connection), schema: schemaOf(connection) };

      const result = await migrateUp(targetFor(connection, folder), stamp);
      expect(result.failed).toMatchObject({
        name,
        message: expect.stringContaining('NoSuchTable'),
      });
      expect(result.failed?.statement).toBe('INSERT INTO "NoSuchTable" VALUES (1);');
      expect({ rows: dump(connection), schema: schemaOf(connection) }).toEqual(before);
      const states = (await stepStatuses(targetFor(connection))).map((status) => status.state);
      expect(states.indexOf('pending')).toBe(at);

      const mended = await migrateUp(targetFor(connection), stamp);
      expect(mended.failed).toBeNull();
      expect(await failingChecks(targetFor(connection))).toEqual([]);
    },
  );

  test('a verify with a complaint takes its step back', async () => {
    const folder = copyOfMigrations();
    editFile(folder, '005_create_quiz_system/sqlite.up.sql', (text) =>
      text.replace('CREATE INDEX "Quiz_courseId_idx" ON "Quiz"("courseId");', ''),
    );
    const { connection } = legacyDatabase();
    const result = await migrateUp(targetFor(connection, folder), stamp);
    expect(result.failed?.message).toContain('Quiz_courseId_idx');
    expect(schemaOf(connection).join()).not.toContain('"Quiz"');
  });

  test.each(['up', 'down', 'verify'])(
    'an applied step whose %s was edited is refused by name',
    async (part) => {
      const folder = copyOfMigrations();
      const { connection } = legacyDatabase();
      await migrateUp(targetFor(connection, folder), stamp, { to: '006' });
      editFile(
        folder,
        `003_create_achievements/sqlite.${part}.sql`,
        (text) => `${text}\n-- edited\n`,
      );
      const target = targetFor(connection, folder);
      await expect(migrateUp(target, stamp)).rejects.toSatisfy(
        (error) =>
          error instanceof FailureError &&
          error.failure.code === 'refused' &&
          error.message.includes('003_create_achievements'),
      );
      const states = (await stepStatuses(target)).filter((step) => step.state === 'edited');
      expect(states.map((step) => step.name)).toEqual(['003_create_achievements']);
    },
  );

  test('a step that changes a row of the LMS is found out by the run itself', async () => {
    const folder = copyOfMigrations();
    editFile(
      folder,
      '004_create_user_streak/sqlite.up.sql',
      (text) => `${text}\nUPDATE "Course" SET "title" = 'Oops' WHERE "id" = 'course-2';\n`,
    );
    const { connection } = legacyDatabase();
    const result = await migrateUp(targetFor(connection, folder), stamp);
    expect(result.untouched).toEqual({ ok: false, samples: ['Course course-2: has changed'] });
    expect(await failingChecks(targetFor(connection, folder))).toEqual([
      'existing_tables_untouched',
    ]);
  });

  test('stopping between batches keeps what is done, and the next run goes on', async () => {
    const { connection } = legacyDatabase({
      users: 400,
      courses: 12,
      chaptersPerCourse: 8,
      seed: 5,
    });
    const whole = legacyDatabase({
      users: 400,
      courses: 12,
      chaptersPerCourse: 8,
      seed: 5,
    }).connection;
    await migrateUp(targetFor(whole), stamp);
    let reports = 0;
    let stops = 0;
    for (;;) {
      const limit = (reports += 1) + 15;
      let calls = 0;
      const result = await migrateUp(targetFor(connection), stamp, {
        isCancelled: () => (calls += 1) > limit - stops,
      });
      if (!result.cancelled) break;
      stops += 1;
    }
    expect(stops).toBeGreaterThan(0);
    expect(standings(connection)).toEqual(standings(whole));
    const ids = 'SELECT "id", "amount", "createdAt" FROM "XPTransaction" ORDER BY "id"';
    expect(connection.prepare(ids).all()).toEqual(whole.prepare(ids).all());
  });
});
