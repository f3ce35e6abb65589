import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSteps } from '../../src/main/engine/migrate/load-steps';
import { migrateUp } from '../../src/main/engine/migrate/migrate-up';
import { splitStatements } from '../../src/main/engine/migrate/statements';
import {
  backfillStep,
  isBatched,
  type Complaint,
  type Step,
} from '../../src/main/engine/migrate/step';
import { fillPostgres, makeLegacyRows } from '../support/legacy-database';
import {
  legacyDatabase,
  migrationsFolder,
  stamp,
  standings,
  targetFor,
} from '../support/migration-target';
import {
  embeddedBinaries,
  machineBinaries,
  startServer,
  type TestDatabase,
  type TestServer,
} from '../support/postgres';

const set = loadSteps(migrationsFolder, 'postgres');
const size = { users: 120, courses: 9, chaptersPerCourse: 6, seed: 23 };

const servers = {
  'PostgreSQL of the packages': await embeddedBinaries(),
  'PostgreSQL of this machine': machineBinaries(),
};

describe.each(Object.entries(servers))('%s', (_name, binaries) => {
  let server: TestServer;
  let legacy: TestDatabase;

  beforeAll(async () => {
    if (!binaries) return;
    server = await startServer(binaries);
    legacy = await server.createDatabase();
    await legacy.client.query(baselineSql());
    await fillPostgres(legacy.client, makeLegacyRows(size));
    // A template may have no connection while it is copied.
    await legacy.close();
  });
  afterAll(() => server?.stop());

  const copy = (): Promise<TestDatabase> => server.createDatabase(legacy.name);
  const postgresTest = test.skipIf(!binaries);

  postgresTest('each step goes up, verifies, and comes down to the schema before it', async () => {
    const database = await copy();
    for (const step of set.steps.slice(1)) {
      const before = await catalogue(database.client);
      await apply(database.client, step);
      expect([step.name, await complaints(database.client, step)]).toEqual([step.name, []]);
      await inTransaction(database.client, inOneBatch(step.sql.down));
      expect([step.name, await catalogue(database.client)]).toEqual([step.name, before]);
      await apply(database.client, step);
    }
    await database.close();
  });

  postgresTest('all up, all down and all up again give the same standings and ledger', async () => {
    const database = await copy();
    const untouched = await lmsRows(database.client);
    for (const step of set.steps.slice(1)) await apply(database.client, step);
    const first = await ledger(database.client);
    expect(first.length).toBeGreaterThan(500);
    for (const step of set.steps.slice(1).toReversed())
      await inTransaction(database.client, inOneBatch(step.sql.down));
    expect(await lmsRows(database.client)).toEqual(untouched);
    for (const step of set.steps.slice(1)) await apply(database.client, step);
    expect(await ledger(database.client)).toEqual(first);
    expect(await complaintsOfAll(database.client)).toEqual([]);
    await database.close();
  });

  postgresTest(
    'SQLite and Postgres agree on every learner, also with rewards of their own',
    async () => {
      const database = await copy();
      const { connection } = legacyDatabase(size);
      const rewards = `UPDATE "Chapter" SET "xpReward" = 13 WHERE "position" = 2;
      UPDATE "Course" SET "xpReward" = 451 WHERE "id" = 'course-4';`;
      await migrateUp(targetFor(connection), stamp, { to: '012' });
      connection.exec(rewards);
      await migrateUp(targetFor(connection), stamp);
      for (const step of set.steps.slice(1)) {
        await apply(database.client, step);
        if (step.number === 12) await database.client.query(rewards);
      }
      const onServer = await database.client.query(
        'SELECT "userId", "totalXP", "level", "currentLevelXP" FROM "UserXP" ORDER BY "userId" COLLATE "C"',
      );
      expect(onServer.rows).toEqual(standings(connection));
      const local = connection
        .prepare(
          'SELECT "id", "userId", "amount", "sourceType", "sourceId", "createdAt" FROM "XPTransaction" ORDER BY "id"',
        )
        .all();
      expect(await ledger(database.client)).toEqual(local);
      await database.close();
    },
  );

  postgresTest('batches of any size give what one batch gives', async () => {
    const whole = await copy();
    for (const step of set.steps.slice(1)) await apply(whole.client, step);
    for (const limit of [1, 7, 100]) {
      const database = await copy();
      for (const step of set.steps.slice(1)) await apply(database.client, step, limit);
      expect(await ledger(database.client)).toEqual(await ledger(whole.client));
      await database.close();
    }
    await whole.close();
  });

  postgresTest('running a batch again changes nothing, and XP earned meanwhile stays', async () => {
    const database = await copy();
    const { client } = database;
    for (const step of set.steps.slice(1)) await apply(client, step);
    await client.query(`INSERT INTO "XPTransaction" ("id","userId","amount","reason","sourceType","sourceId")
        VALUES ('web', 'user_1', 25, 'Quiz passed', 'quiz', 'q');
      UPDATE "UserXP" SET "totalXP" = "totalXP" + 25 WHERE "userId" = 'user_1';
      UPDATE "UserXP" SET "level" = "totalXP" / 100 + 1, "currentLevelXP" = "totalXP" % 100;`);
    const before = await client.query('SELECT * FROM "UserXP" ORDER BY "id"');
    const backfill = set.steps.find((step) => step.name === backfillStep);
    if (backfill) await apply(client, backfill);
    expect((await client.query('SELECT * FROM "UserXP" ORDER BY "id"')).rows).toEqual(before.rows);
    expect(await complaintsOfAll(client)).toEqual([]);
    await database.close();
  });

  postgresTest(
    'an empty database gets the eight tables, and the baseline verifies either',
    async () => {
      const database = await server.createDatabase();
      await database.client.query(baselineSql());
      const [baseline] = set.steps;
      if (!baseline) throw new Error('no baseline');
      expect(await complaints(database.client, baseline)).toEqual([]);
      await database.client.query(`ALTER TABLE "StripeCustomer" RENAME "userid" TO "userId";
      ALTER TABLE "Course" ALTER "price" TYPE numeric, ALTER "createdAt" TYPE timestamptz, ADD "slug" text;
      ALTER TABLE "Category" ALTER "name" TYPE varchar(191)`);
      expect(await complaints(database.client, baseline)).toEqual([]);
      await database.client.query(
        'ALTER TABLE "Course" DROP "isFree", ALTER "title" DROP NOT NULL, ALTER "imageUrl" TYPE int USING 1',
      );
      expect(
        (await complaints(database.client, baseline))
          .map((row) => `${row.object} ${row.detail}`)
          .sort(),
      ).toEqual([
        'Course.imageUrl holds whole instead of text',
        'Course.isFree is missing',
        'Course.title may be NULL',
      ]);
      await database.close();
    },
  );
});

test('the plan’s steps exist for both engines, by the plan’s names', () => {
  const isPlan = (step: Step): boolean => step.group === 'plan';
  const plan = set.steps.filter(isPlan).map((step) => step.name);
  const sqlite = loadSteps(migrationsFolder, 'sqlite').steps;
  expect(sqlite.filter(isPlan).map((step) => step.name)).toEqual(plan);
  expect(plan).toHaveLength(15);
  const shipped = readdirSync(migrationsFolder).filter((name) => /^0/.test(name));
  expect(
    shipped.every((name) => existsSync(join(migrationsFolder, name, 'postgres.verify.sql'))),
  ).toBe(true);
});

function baselineSql(): string {
  return readFileSync(join(migrationsFolder, '000_baseline/postgres.up.sql'), 'utf8');
}

async function inTransaction(client: Client, sql: string): Promise<void> {
  await client.query(`BEGIN; ${sql}; COMMIT`);
}

/** A batched file as by hand: from the first learner to the last. */
function inOneBatch(sql: string): string {
  return sql.replace(/(?<!:):after\b/g, "''").replace(/(?<!:):until\b/g, 'NULL');
}

/** What a runner does with a step, in the plainest way. */
async function apply(client: Client, step: Step, limit = 2500): Promise<void> {
  if (step.sql.prepare !== null) await inTransaction(client, step.sql.prepare);
  if (!isBatched(step)) await inTransaction(client, step.sql.up);
  for (let after = ''; isBatched(step);) {
    const found = await client.query<{ until: string | null }>(
      numbered(step.sql.next ?? '', { after, limit }),
    );
    const until = found.rows[0]?.until ?? null;
    if (until === null) break;
    await client.query('BEGIN');
    for (const statement of splitStatements(step.sql.up)) {
      await client.query(numbered(statement, { after, until }));
    }
    await client.query('COMMIT');
    after = until;
  }
  for (const statement of splitStatements(step.sql.validate ?? '')) await client.query(statement);
}

/** Named parameters as Postgres wants them. */
function numbered(
  sql: string,
  values: Readonly<Record<string, string | number>>,
): { readonly text: string; readonly values: (string | number)[] } {
  const used: string[] = [];
  const text = sql.replace(/(?<!:):(after|until|limit)\b/g, (_whole, name: string) => {
    if (!used.includes(name)) used.push(name);
    return `$${used.indexOf(name) + 1}`;
  });
  return { text, values: used.map((name) => values[name] ?? '') };
}

async function complaints(client: Client, step: Step): Promise<readonly Complaint[]> {
  return (await client.query<Complaint>(step.sql.verify)).rows;
}

async function complaintsOfAll(client: Client): Promise<readonly Complaint[]> {
  const all: Complaint[] = [];
  for (const step of set.steps) all.push(...(await complaints(client, step)));
  return all;
}

async function ledger(client: Client): Promise<readonly unknown[]> {
  const answer = await client.query(
    `SELECT "id", "userId", "amount", "sourceType", "sourceId",
       to_char("createdAt", 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt"
     FROM "XPTransaction" ORDER BY "id" COLLATE "C"`,
  );
  return answer.rows;
}

async function lmsRows(client: Client): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  for (const table of ['Course', 'Chapter', 'UserProgress', 'Purchase']) {
    rows.push((await client.query(`SELECT * FROM "${table}" ORDER BY "id"`)).rows);
  }
  return rows;
}

/** Columns, indexes and constraints of the LMS's schema as text. */
async function catalogue(client: Client): Promise<readonly unknown[]> {
  const answer = await client.query(`
    SELECT 'column' AS kind, c.relname || '.' || a.attname AS name,
      format_type(a.atttypid, a.atttypmod) || a.attnotnull || coalesce(pg_get_expr(d.adbin, d.adrelid), '') AS text
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT 'constraint', conname, pg_get_constraintdef(oid) || convalidated
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    ORDER BY 1, 2, 3`);
  return answer.rows;
}
