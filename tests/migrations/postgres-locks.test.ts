import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterEach, expect } from 'vitest';
import { loadSteps } from '../../src/main/engine/migrate/load-steps';
import { migrateUp } from '../../src/main/engine/migrate/migrate-up';
import { locksOfStep } from '../../src/main/engine/migrate/postgres/locks-of-step';
import { applyPlainly } from '../support/lms-on-postgres';
import { migrationsFolder, stamp } from '../support/migration-target';
import type { TestDatabase } from '../support/postgres';
import { describeServers } from '../support/server-suite';
import { complainingChecks, serverRows, serverSchema, targetOn } from '../support/server-target';

const size = { users: 80, courses: 8, chaptersPerCourse: 5, seed: 3 };
const plan = { group: 'plan' } as const;
const set = loadSteps(migrationsFolder, 'postgres');

const clients: Client[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.end();
});

async function another(database: TestDatabase): Promise<Client> {
  const client = new Client({
    host: database.host,
    database: database.name,
    user: 'postgres',
    application_name: 'the web application',
  });
  await client.connect();
  clients.push(client);
  return client;
}

/** Statements of others, one after the other until told to stop; the longest time of any, in ms. */
async function longestOf(
  client: Client,
  sql: (at: number) => string,
  done: { value: boolean },
): Promise<number> {
  let longest = 0;
  for (let at = 0; !done.value; at += 1) {
    const startedMs = performance.now();
    await client.query(sql(at));
    longest = Math.max(longest, performance.now() - startedMs);
    await sleep(5);
  }
  return longest;
}

describeServers(size, ({ copy, postgresTest }) => {
  postgresTest(
    'behind a reader of eight seconds others never wait long, and the steps get through',
    async () => {
      const database = await copy();
      const reader = await another(database);
      const reading = reader.query(
        `SELECT pg_sleep(8), (SELECT count(*) FROM "Course"), (SELECT count(*) FROM "Chapter"), 'secret'`,
      );
      await sleep(100);
      const done = { value: false };
      const waits = [
        longestOf(await another(database), () => 'SELECT count(*) FROM "Course"', done),
        longestOf(
          await another(database),
          (at) =>
            `UPDATE "Chapter" SET "title" = 'T ${at}', "updatedAt" = now() WHERE "id" = 'chapter-0-0'`,
          done,
        ),
        longestOf(
          await another(database),
          (at) =>
            `UPDATE "UserProgress" SET "updatedAt" = now() WHERE "id" = 'progress-1-${at % 9}'`,
          done,
        ),
      ];
      const { target, notes } = await targetOn(database);
      const result = await migrateUp(target, stamp, plan);
      done.value = true;
      const longest = Math.max(...(await Promise.all(waits)));
      await reading;
      expect(result).toMatchObject({ failed: null, untouched: { ok: true } });
      expect(longest).toBeLessThan(500);
      const retried = result.applied.filter((step) => step.retries > 0);
      expect(retried.length).toBeGreaterThan(0);
      expect(notes.join('\n')).toMatch(
        /retry 1, waiting for process \d+ \(postgres, the web application, active for \d s\): SELECT pg_sleep\(8\)/,
      );
      expect(result.longestWaitMs).toBeGreaterThan(0);
      expect(result.longestWaitMs).toBeLessThan(500);
      const events = await database.client.query<{ detail: { blockers: object[] } }>(
        `SELECT detail FROM lectern.migration_event WHERE kind = 'retry'`,
      );
      expect(events.rows.length).toBeGreaterThan(2);
      expect(JSON.stringify(events.rows)).toContain('SELECT pg_sleep(8)');
      expect(JSON.stringify(events.rows) + notes.join()).not.toContain('secret');
      const kept = await database.client.query(
        `SELECT sum(retries)::int AS retries FROM lectern.migration_history`,
      );
      expect(kept.rows[0]?.retries).toBe(retried.reduce((sum, step) => sum + step.retries, 0));
      expect(await complainingChecks(target)).toEqual([]);
    },
    60_000,
  );

  postgresTest(
    'a lock that never comes free stops the run after the bound, naming who holds it',
    async () => {
      const database = await copy();
      const holder = await another(database);
      await holder.query(
        `BEGIN; UPDATE "Course" SET "title" = 'Held', "updatedAt" = now() WHERE "id" = 'course-0'`,
      );
      const { target } = await targetOn(database, { retries: { retries: 3, longestPauseMs: 50 } });
      const before = await migrateUp(target, stamp, { to: '004', ...plan });
      expect(before.failed).toBeNull();
      const schema = await serverSchema(database.client);
      const result = await migrateUp(target, stamp, plan);
      expect(result.applied).toEqual([]);
      expect(result.failed).toMatchObject({ name: '005_create_quiz_system', code: 'busy' });
      expect(result.failed?.message).toMatch(
        /in 4 attempts.*process \d+ \(postgres, the web application, idle in transaction for \d s\): BEGIN; UPDATE "Course" SET "title" = '…'/,
      );
      expect(await serverSchema(database.client)).toEqual(schema);
      await holder.query('COMMIT');
      expect((await migrateUp(target, stamp, plan)).failed).toBeNull();
      expect(await complainingChecks(target)).toEqual([]);
    },
  );

  postgresTest('stopping while a step waits for its lock leaves nothing of it', async () => {
    const database = await copy();
    const holder = await another(database);
    await holder.query(`BEGIN; LOCK TABLE "Course" IN ROW EXCLUSIVE MODE`);
    const stop = new AbortController();
    const { target, notes } = await targetOn(database, { signal: stop.signal });
    const running = migrateUp(target, stamp, { ...plan, isCancelled: () => stop.signal.aborted });
    while (notes.length < 2) await sleep(20);
    stop.abort();
    const result = await running;
    expect(result).toMatchObject({ cancelled: true, failed: null });
    expect(result.applied.at(-1)?.name).toBe('004_create_user_streak');
    await holder.query('ROLLBACK');
  });

  postgresTest(
    'a back-fill waits for a row that the web application holds, batch by batch',
    async () => {
      const database = await copy();
      const { target, notes } = await targetOn(database);
      await migrateUp(target, stamp, { to: '013', ...plan });
      const holder = await another(database);
      await holder.query(`BEGIN; UPDATE "UserXP" SET "totalXP" = 0 WHERE "userId" = 'user_31'`);
      const running = migrateUp(target, stamp, plan);
      while (notes.length < 2) await sleep(20);
      await holder.query('COMMIT');
      const result = await running;
      expect(result.failed).toBeNull();
      expect(result.applied[0]?.retries).toBeGreaterThan(0);
      expect(await complainingChecks(target)).toEqual([]);
    },
  );

  postgresTest('the locks of the plan are those that the steps really take', async () => {
    const database = await copy();
    for (const step of set.steps.filter(({ number }) => number > 0 && number < 13)) {
      await database.client.query('BEGIN');
      await database.client.query(step.sql.up);
      const held = await database.client.query<{ table: string; mode: string }>(
        `SELECT c.relname AS "table", l.mode FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
         WHERE l.pid = pg_backend_pid() AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`,
      );
      await database.client.query('ROLLBACK');
      const planned = locksOfStep(step);
      for (const { table, mode } of planned) {
        const spelled = `${mode.toLowerCase().replace(/(^| )(\w)/g, (_m, _s, c: string) => c.toUpperCase())}Lock`;
        expect([step.name, held.rows]).toEqual([
          step.name,
          expect.arrayContaining([{ table, mode: spelled }]),
        ]);
      }
      const made = new Set(
        [...step.sql.up.matchAll(/CREATE TABLE "(\w+)"/g)].map((match) => match[1]),
      );
      const others = new Set(held.rows.map((row) => row.table).filter((table) => !made.has(table)));
      expect([step.name, [...others].sort()]).toEqual([
        step.name,
        planned.map((lock) => lock.table).sort(),
      ]);
      await applyPlainly(database.client, step.number, step.number);
    }
    expect(await serverRows(database.client, (table) => table === 'public.UserXP')).toEqual({
      'public.UserXP': [],
    });
  });
});
