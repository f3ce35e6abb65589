import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { FailureError } from '../../src/shared/kernel/errors';
import { planSteps, stepStatuses } from '../../src/main/engine/migrate/describe';
import { loadSteps } from '../../src/main/engine/migrate/load-steps';
import { migrateUp } from '../../src/main/engine/migrate/migrate-up';
import { expectedTotals, makeLegacyRows } from '../support/legacy-database';
import { applyPlainly, legacyOn, postgresServers } from '../support/lms-on-postgres';
import {
  copyOfMigrations,
  editFile,
  legacyDatabase,
  migrationsFolder,
  stamp,
  standings,
  targetFor,
} from '../support/migration-target';
import { startServer, type TestDatabase, type TestServer } from '../support/postgres';
import {
  complainingChecks,
  serverLedger,
  serverRows,
  serverSchema,
  serverStandings,
  targetOn,
} from '../support/server-target';

const planNames = loadSteps(migrationsFolder, 'postgres')
  .steps.filter((step) => step.group === 'plan')
  .map((step) => step.name);
const size = { users: 60, courses: 8, chaptersPerCourse: 5, seed: 11 };
const plan = { group: 'plan' } as const;
const isLms = (table: string): boolean =>
  /^public\.(Category|Attachment|MuxData|UserProgress|Purchase|StripeCustomer)$/.test(table);
const lmsColumns = `SELECT "id","createdById","title","description","isPublished","categoryId","createdAt","updatedAt" FROM "Course" ORDER BY 1`;

describe.each(Object.entries(postgresServers))('%s', (_name, binaries) => {
  let server: TestServer;
  let legacy: TestDatabase;
  const databases: TestDatabase[] = [];

  beforeAll(async () => {
    if (!binaries) return;
    server = await startServer(binaries);
    legacy = await legacyOn(server, size);
    await legacy.close();
  });
  afterEach(async () => {
    for (const database of databases.splice(0)) await database.close();
  });
  afterAll(() => server?.stop());

  const copy = async (): Promise<TestDatabase> => {
    const database = await server.createDatabase(legacy.name);
    databases.push(database);
    return database;
  };
  const postgresTest = test.skipIf(!binaries);

  postgresTest('every learner gets what the xpReward columns say, as on SQLite', async () => {
    const database = await copy();
    const { target } = await targetOn(database);
    const before = await serverRows(database.client, isLms);
    const courses = (await database.client.query(lmsColumns)).rows;
    const first = await migrateUp(target, stamp, { to: '012', ...plan });
    expect(first).toMatchObject({ failed: null, untouched: { ok: true, samples: [] } });
    expect(first.applied.map((step) => step.name)).toEqual(planNames.slice(0, 13));
    const rewards = `UPDATE "Chapter" SET "xpReward" = 70 WHERE "position" = 0;
      UPDATE "Course" SET "xpReward" = 333 WHERE "id" = 'course-2';`;
    await database.client.query(rewards);
    const second = await migrateUp(target, stamp, plan);
    expect(second).toMatchObject({ failed: null, untouched: { ok: true, samples: [] } });

    const rows = makeLegacyRows(size);
    const expected = expectedTotals(rows, {
      chapter: (id) => (id.endsWith('-0') ? 70 : 50),
      course: (id) => (id === 'course-2' ? 333 : 200),
    });
    expect(await serverStandings(database.client)).toEqual(
      [...expected]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([userId, totalXP]) => ({
          userId,
          totalXP,
          level: Math.floor(totalXP / 100) + 1,
          currentLevelXP: totalXP % 100,
        })),
    );
    const { connection } = legacyDatabase(size);
    await migrateUp(targetFor(connection), stamp, { to: '012' });
    connection.exec(rewards);
    await migrateUp(targetFor(connection), stamp);
    expect(await serverStandings(database.client)).toEqual(standings(connection));
    const ledger = connection
      .prepare(
        'SELECT "id", "userId", "amount", "sourceType", "sourceId", "createdAt" FROM "XPTransaction" ORDER BY "id"',
      )
      .all();
    expect(await serverLedger(database.client)).toEqual(ledger);
    expect(await serverRows(database.client, isLms)).toEqual(before);
    expect((await database.client.query(lmsColumns)).rows).toEqual(courses);
    expect(await complainingChecks(target)).toEqual([]);
    expect(await target.drift()).toEqual([]);
  });

  postgresTest('a second run changes nothing, and an empty database gets all of it', async () => {
    const database = await server.createDatabase();
    databases.push(database);
    const { target } = await targetOn(database);
    const result = await migrateUp(target, stamp, plan);
    expect(result.failed).toBeNull();
    expect(result.applied.map((step) => step.name)).toEqual(planNames);
    expect(await complainingChecks(target)).toEqual([]);
    const before = await serverRows(database.client);
    expect(await migrateUp(target, stamp, plan)).toMatchObject({ applied: [], failed: null });
    expect(await serverRows(database.client)).toEqual(before);
  });

  postgresTest.each(planNames.slice(1))(
    'a failure in %s leaves nothing of it; mended, the run completes',
    async (name) => {
      const folder = copyOfMigrations();
      const database = await copy();
      editFile(
        folder,
        `${name}/postgres.up.sql`,
        (text) => `${text}\nINSERT INTO "NoSuchTable" VALUES (1);\n`,
      );
      const at = planNames.indexOf(name);
      const broken = (await targetOn(database, { folder })).target;
      await migrateUp(broken, stamp, { to: planNames[at - 1], ...plan });
      const before = {
        rows: await serverRows(database.client),
        schema: await serverSchema(database.client),
      };
      const result = await migrateUp((await targetOn(database, { folder })).target, stamp, plan);
      expect(result.failed).toMatchObject({
        name,
        code: 'step_failed',
        message: expect.stringContaining('NoSuchTable'),
        statement: 'INSERT INTO "NoSuchTable" VALUES (1);',
      });
      expect({
        rows: await serverRows(database.client),
        schema: await serverSchema(database.client),
      }).toEqual(before);
      const { target } = await targetOn(database);
      const states = (await stepStatuses(target)).map((status) => status.state);
      expect(states.indexOf('pending')).toBe(at);
      expect((await migrateUp(target, stamp, plan)).failed).toBeNull();
      expect(await complainingChecks(target)).toEqual([]);
      const kinds = await database.client.query(
        `SELECT kind, step FROM lectern.migration_event WHERE kind = 'fail'`,
      );
      expect(kinds.rows).toEqual([{ kind: 'fail', step: name }]);
    },
  );

  postgresTest('a verify with a complaint takes its step back', async () => {
    const folder = copyOfMigrations();
    editFile(folder, '005_create_quiz_system/postgres.up.sql', (text) =>
      text.replace('CREATE INDEX "Quiz_courseId_idx" ON "Quiz"("courseId");', ''),
    );
    const database = await copy();
    const result = await migrateUp((await targetOn(database, { folder })).target, stamp, plan);
    expect(result.failed?.message).toContain('Quiz_courseId_idx');
    expect((await serverSchema(database.client)).join()).not.toContain('"Quiz"');
  });

  postgresTest('an applied step that was edited is refused by name', async () => {
    const folder = copyOfMigrations();
    const database = await copy();
    await migrateUp((await targetOn(database, { folder })).target, stamp, { to: '006', ...plan });
    editFile(folder, '003_create_achievements/postgres.down.sql', (text) => `${text}\n-- edited\n`);
    const { target } = await targetOn(database, { folder });
    await expect(migrateUp(target, stamp, plan)).rejects.toSatisfy(
      (error) =>
        error instanceof FailureError &&
        error.failure.code === 'refused' &&
        error.message.includes('003_create_achievements'),
    );
    const edited = (await stepStatuses(target)).filter((step) => step.state === 'edited');
    expect(edited.map((step) => step.name)).toEqual(['003_create_achievements']);
  });

  postgresTest.each([
    ['updates a row', `UPDATE "Course" SET "title" = 'Oops' WHERE "id" = 'course-2'`],
    [
      'updates a row and its updatedAt',
      `UPDATE "Course" SET "title" = 'Oops', "updatedAt" = now() WHERE "id" = 'course-2'`,
    ],
    ['deletes rows', `DELETE FROM "Purchase"`],
    ['drops an original column', `ALTER TABLE "Chapter" DROP COLUMN "videoUrl"`],
    ['truncates a table', `TRUNCATE "Purchase"`],
    [
      'changes a type with its values',
      `ALTER TABLE "Purchase" ALTER "userId" TYPE varchar(4) USING left("userId", 4)`,
    ],
  ])('a step that %s of the LMS is found out by the run itself', async (_what, sql) => {
    const folder = copyOfMigrations();
    editFile(folder, '004_create_user_streak/postgres.up.sql', (text) => `${text}\n${sql};\n`);
    const database = await copy();
    const { target } = await targetOn(database, { folder });
    const result = await migrateUp(target, stamp, { to: '005', ...plan });
    expect(result.untouched.ok).toBe(false);
    expect(result.untouched.samples.length).toBeGreaterThan(0);
    expect(await complainingChecks(target)).toContain('existing_tables_untouched');
    expect((await serverSchema(database.client)).join()).not.toContain('untouched_row');
  });

  postgresTest('what others change meanwhile is not held against the run', async () => {
    const database = await copy();
    const { target } = await targetOn(database);
    const result = await migrateUp(target, stamp, {
      ...plan,
      report: (_done, _total, detail) => {
        if (detail !== '009_create_assignment_submissions') return;
        void database.client.query(`
          UPDATE "Course" SET "title" = 'New title', "updatedAt" = now() WHERE "id" = 'course-1';
          DELETE FROM "Purchase" WHERE "id" = 'purchase-1';
          INSERT INTO "Purchase" ("id","userId","courseId","updatedAt") VALUES ('p-new','buyer','course-1',now());`);
      },
    });
    expect(result).toMatchObject({ failed: null, untouched: { ok: true, samples: [] } });
    expect(await complainingChecks(target)).toEqual([]);
  });

  postgresTest(
    'a database with only some tables of the LMS is refused and left alone',
    async () => {
      const database = await server.createDatabase();
      databases.push(database);
      await database.client.query('CREATE TABLE "Course" ("id" TEXT)');
      const result = await migrateUp((await targetOn(database)).target, stamp, plan);
      expect(result.failed?.name).toBe('000_baseline');
      expect(result.failed?.message).toContain('lacks Category');
      expect((await serverSchema(database.client)).join()).toContain('Course');
    },
  );

  postgresTest('a database migrated by hand is taken on at the step it is really at', async () => {
    const database = await copy();
    await applyPlainly(database.client, 1, 12);
    const before = await serverSchema(database.client);
    const { target } = await targetOn(database);
    const planned = await planSteps(target, plan);
    expect(planned.filter((step) => step.exists).map((step) => step.name)).toEqual(
      planNames.slice(1, 13),
    );
    const result = await migrateUp(target, stamp, { to: '012', ...plan });
    expect(result.failed).toBeNull();
    expect(await serverSchema(database.client)).toEqual(before);
    const events = await database.client.query(
      `SELECT DISTINCT kind FROM lectern.migration_event WHERE step IS NOT NULL`,
    );
    expect(events.rows).toEqual([{ kind: 'baseline' }]);
    expect((await migrateUp(target, stamp, plan)).failed).toBeNull();
    expect(await complainingChecks(target)).toEqual([]);
  });

  postgresTest('a database migrated by hand that is not what it seems is refused', async () => {
    const database = await copy();
    await applyPlainly(database.client, 1, 4);
    await database.client.query('DROP INDEX "UserStreak_userId_key"');
    const { target } = await targetOn(database);
    const result = await migrateUp(target, stamp, plan);
    expect(result.failed).toMatchObject({ name: '004_create_user_streak', code: 'refused' });
    expect(result.failed?.message).toContain('UserStreak_userId_key');

    const other = await copy();
    await applyPlainly(other.client, 1, 2);
    await other.client.query(
      `INSERT INTO "UserXP" ("id","userId","totalXP") VALUES ('x','user_1',500)`,
    );
    const refused = await migrateUp((await targetOn(other)).target, stamp, plan);
    expect(refused.failed).toMatchObject({ name: '002_create_xp_transaction', code: 'refused' });
    expect(refused.failed?.message).toContain('user_1');
  });

  postgresTest(
    'constraints that a killed run left unvalidated are validated by the next',
    async () => {
      const database = await copy();
      const { target } = await targetOn(database);
      await migrateUp(target, stamp, plan);
      await database.client.query(`
      ALTER TABLE "Chapter" DROP CONSTRAINT "Chapter_xpReward_check",
        ADD CONSTRAINT "Chapter_xpReward_check" CHECK ("xpReward" >= 0) NOT VALID`);
      expect((await target.drift()).map((one) => one.object)).toEqual(['Chapter_xpReward_check']);
      await migrateUp(target, stamp, plan);
      expect(await target.drift()).toEqual([]);
    },
  );
});
