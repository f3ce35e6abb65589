import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { migrateUp } from '../../src/main/engine/migrate/migrate-up';
import { temporaryFolder, stamp } from '../support/migration-target';
import { connectTo, settingsFor } from '../support/lms-on-postgres';
import type { TestDatabase } from '../support/postgres';
import { seededRandom } from '../support/random';
import { describeServers } from '../support/server-suite';
import {
  complainingChecks,
  serverLedger,
  serverStandings,
  targetOn,
} from '../support/server-target';

const size = { users: 600, courses: 14, chaptersPerCourse: 8, seed: 5 };
const plan = { group: 'plan' } as const;
const root = resolve(import.meta.dirname, '../..');

/** The state of the batched steps. */
async function partial(database: TestDatabase): Promise<readonly unknown[]> {
  const answer = await database.client.query(
    `SELECT step FROM lectern.migration_history WHERE result = 'partial'`,
  );
  return answer.rows;
}

describeServers(size, ({ copy, postgresTest }) => {
  postgresTest(
    'stopping between batches keeps what is done, and the next run goes on',
    async () => {
      const whole = await copy();
      await migrateUp((await targetOn(whole)).target, stamp, plan);
      const database = await copy();
      await migrateUp((await targetOn(database)).target, stamp, { to: '012', ...plan });
      let stops = 0;
      for (;;) {
        let calls = 0;
        const { target } = await targetOn(database);
        const result = await migrateUp(target, stamp, {
          ...plan,
          isCancelled: () => (calls += 1) > 3,
        });
        expect(result.failed).toBeNull();
        if (!result.cancelled) break;
        stops += 1;
        expect(await partial(database)).toHaveLength(1);
      }
      expect(stops).toBeGreaterThan(2);
      expect(await serverStandings(database.client)).toEqual(await serverStandings(whole.client));
      expect(await serverLedger(database.client)).toEqual(await serverLedger(whole.client));
    },
  );

  postgresTest('a failing batch leaves the batches before it, and the step partial', async () => {
    const database = await copy();
    await migrateUp((await targetOn(database)).target, stamp, { to: '013', ...plan });
    await database.client.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF NEW."userId" = 'user_301' THEN RAISE 'not this one'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON "XPTransaction" FOR EACH ROW EXECUTE FUNCTION refuse()`);
    const failing = await migrateUp((await targetOn(database)).target, stamp, plan);
    expect(failing.failed).toMatchObject({ message: expect.stringContaining('not this one') });
    expect(await partial(database)).toEqual([{ step: '014_calculate_initial_xp' }]);
    expect((await serverLedger(database.client)).length).toBeGreaterThan(0);
    await database.client.query('DROP TRIGGER refuse ON "XPTransaction"');
    const { target } = await targetOn(database);
    expect((await migrateUp(target, stamp, plan)).failed).toBeNull();
    expect(await complainingChecks(target)).toEqual([]);
  });

  postgresTest('who arrives and what is completed during the back-fill is awarded', async () => {
    const database = await copy();
    const { target } = await targetOn(database);
    await migrateUp(target, stamp, { to: '012', ...plan });
    const connection = await connectTo(settingsFor(database));
    let at = 0;
    const live = async (): Promise<void> => {
      at += 1;
      const n = at;
      // Learners that the first pass has gone by, and new ones before and behind it.
      await connection.withClient(async (client) => {
        await client.query(
          `INSERT INTO "UserProgress" ("id","userId","chapterId","isCompleted","updatedAt")
           VALUES ($1, $2, 'chapter-0-0', true, timezone('UTC', now())),
                  ($3, $4, 'chapter-0-1', true, timezone('UTC', now()))`,
          [`live-a-${n}`, `a-newcomer-${n}`, `live-z-${n}`, `z-newcomer-${n}`],
        );
        await client.query(
          `UPDATE "UserProgress" SET "isCompleted" = true, "updatedAt" = timezone('UTC', now())
           WHERE "userId" = $1`,
          [`user_${n * 10}`],
        );
      });
    };
    const working: Promise<void>[] = [];
    const result = await migrateUp(target, stamp, {
      ...plan,
      report: () => {
        if (at < 15) working.push(live());
      },
    });
    await Promise.all(working);
    await connection.close();
    expect(result.failed).toBeNull();
    expect(at).toBeGreaterThan(10);
    const checks = await target.verify();
    expect(checks.filter((check) => !check.ok)).toEqual([]);
    const pending = checks.find((check) => check.name === 'pending_awards');
    expect(pending?.information).toBe('No completion waits for its award.');
    const { rows } = await database.client.query(
      `SELECT count(*)::int AS count FROM "UserXP" WHERE "userId" LIKE '%newcomer%' AND "totalXP" >= 50`,
    );
    const published = await database.client.query(
      `SELECT "id" FROM "Chapter" WHERE "id" IN ('chapter-0-0', 'chapter-0-1') AND "isPublished"`,
    );
    expect(rows[0]).toEqual({ count: at * published.rows.length });
  });

  postgresTest(
    'what changed behind the back without a date is found by verify and mended',
    async () => {
      const database = await copy();
      const { target } = await targetOn(database);
      await migrateUp(target, stamp, { to: '013', ...plan });
      let batches = 0;
      let changed: Promise<unknown> | undefined;
      const result = await migrateUp(target, stamp, {
        ...plan,
        report: () => {
          batches += 1;
          // The first pass has gone by this learner, and nothing tells that the row has moved.
          if (batches === 6) {
            changed = database.client.query(
              `UPDATE "UserProgress" SET "isCompleted" = true WHERE "userId" = 'user_10'`,
            );
          }
        },
      });
      await changed;
      expect(batches).toBeGreaterThan(6);
      expect(result.failed).toBeNull();
      const { rows } = await database.client.query<{ totalXP: number }>(
        `SELECT "totalXP" FROM "UserXP" WHERE "userId" = 'user_10'`,
      );
      expect(rows[0]?.totalXP).toBeGreaterThan(0);
      const failing = (await target.verify()).filter((check) => !check.ok);
      expect(failing.map((check) => check.name)).toEqual(['existing_tables_untouched']);
    },
  );

  postgresTest(
    'XP earned between 013 and 014 and after 014 stays, also through a re-run',
    async () => {
      const database = await copy();
      const { target } = await targetOn(database);
      await migrateUp(target, stamp, { to: '013', ...plan });
      // As the web application awards: the learner's row, the ledger, the projection.
      const award = (id: string, user: string): Promise<unknown> =>
        database.client.query(`
        INSERT INTO "UserXP" ("id","userId") VALUES ('web:${user}','${user}') ON CONFLICT DO NOTHING;
        INSERT INTO "XPTransaction" ("id","userId","amount","reason","sourceType","sourceId")
          VALUES ('${id}','${user}',25,'Quiz passed','quiz','q-${id}');
        UPDATE "UserXP" SET "totalXP" = "totalXP" + 25, "level" = ("totalXP" + 25) / 100 + 1,
          "currentLevelXP" = ("totalXP" + 25) % 100 WHERE "userId" = '${user}'`);
      await award('early', 'user_1');
      // A buyer without progress: the first award makes the row.
      await award('buyer', 'buyer-3');
      expect((await migrateUp(target, stamp, plan)).failed).toBeNull();
      await award('late', 'user_2');
      const before = await serverStandings(database.client);
      expect(before).toContainEqual({
        userId: 'buyer-3',
        totalXP: 25,
        level: 1,
        currentLevelXP: 25,
      });
      expect(await complainingChecks(target)).toEqual([]);
      const twice = database.client.query(
        `INSERT INTO "XPTransaction" ("id","userId","amount","reason","sourceType","sourceId")
       VALUES ('again','user_2',25,'Quiz passed','quiz','q-late') ON CONFLICT DO NOTHING`,
      );
      expect((await twice).rowCount).toBe(0);
      await database.client.query(`DELETE FROM lectern.migration_history WHERE step >= '013'`);
      expect((await migrateUp((await targetOn(database)).target, stamp, plan)).failed).toBeNull();
      expect(await serverStandings(database.client)).toEqual(before);
    },
  );

  postgresTest('two runs at once take each step once', async () => {
    const database = await copy();
    const [one, two] = [await targetOn(database), await targetOn(database)];
    const results = await Promise.all([
      migrateUp(one.target, stamp, plan),
      migrateUp(two.target, stamp, plan),
    ]);
    const applied = results.flatMap((result) => result.applied.map((step) => step.name));
    expect(new Set(applied).size).toBe(15);
    expect(applied).toHaveLength(15);
    const events = await database.client.query(
      `SELECT step, count(*)::int AS count FROM lectern.migration_event
       WHERE kind IN ('apply', 'baseline') GROUP BY step HAVING count(*) > 1`,
    );
    expect(events.rows).toEqual([]);
    expect(await complainingChecks(one.target)).toEqual([]);
  });

  postgresTest('a second run that loses patience is told who is at work', async () => {
    const database = await copy();
    const { target } = await targetOn(database);
    const second = await targetOn(database, { patienceMs: 50 });
    let refused: unknown;
    await target.exclusively(stamp, async () => {
      refused = await migrateUp(second.target, { ...stamp, who: 'Second' }, plan).catch(
        (error: unknown) => error,
      );
    });
    expect(String(refused)).toMatch(
      /already, by lectern migrate \(Test\) as postgres \(process \d+/,
    );
  });

  postgresTest(
    'killed at twenty random moments of the back-fill, it ends with the same ledger',
    async () => {
      const whole = await copy();
      await migrateUp((await targetOn(whole)).target, stamp, plan);
      const database = await copy();
      await migrateUp((await targetOn(database)).target, stamp, { to: '012', ...plan });
      // Slow enough that a kill falls into the middle.
      await database.client.query(`
        CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_sleep(0.004); RETURN NULL; END $$;
        CREATE TRIGGER dawdle AFTER UPDATE ON "UserXP" FOR EACH ROW EXECUTE FUNCTION dawdle()`);
      const chance = seededRandom(20);
      const ledgers: number[] = [];
      for (let round = 0; round < 20; round += 1) {
        await killedRun(database, chance);
        ledgers.push((await serverLedger(database.client)).length);
      }
      expect(new Set(ledgers).size).toBeGreaterThan(3);
      await database.client.query('DROP TRIGGER dawdle ON "UserXP"');
      const { target } = await targetOn(database);
      expect((await migrateUp(target, stamp, plan)).failed).toBeNull();
      expect(await serverLedger(database.client)).toEqual(await serverLedger(whole.client));
      expect(await serverStandings(database.client)).toEqual(await serverStandings(whole.client));
      expect(await complainingChecks(target)).toEqual([]);
    },
    180_000,
  );
});

/** Starts `up` in a process of its own and kills it a moment after it has begun to write. */
async function killedRun(database: TestDatabase, chance: () => number): Promise<void> {
  const url = `postgres://postgres@/${database.name}?host=${encodeURIComponent(database.host)}`;
  const child = spawn(
    process.execPath,
    [
      resolve(root, 'out/main/cli.js'),
      'migrate',
      'up',
      '--database',
      url,
      '--skip-checklist',
      '--reason',
      'test',
    ],
    { stdio: 'ignore', env: { ...process.env, LECTERN_HOME: temporaryFolder() } },
  );
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const before = await cursorOf(database);
  for (let waited = 0; waited < 200 && child.exitCode === null; waited += 1) {
    if ((await cursorOf(database)) !== before) break;
    await sleep(20);
  }
  await sleep(chance() * 150);
  child.kill('SIGKILL');
  await ended;
}

async function cursorOf(database: TestDatabase): Promise<string> {
  const answer = await database.client.query<{ state: string }>(
    `SELECT coalesce(string_agg(step || result || coalesce(cursor, ''), ','), '') AS state
     FROM lectern.migration_history WHERE step >= '013'`,
  );
  return answer.rows[0]?.state ?? '';
}
