import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, Migrator, PostgresDialect, sql, type Migration } from 'kysely';
import { Client, Pool } from 'pg';
import type { StepSet } from '../../src/main/engine/migrate/load-steps';
import type { TestDatabase } from '../support/postgres';

const folder = resolve(import.meta.dirname, '../../migrations');

/** How long a piece of work takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

/** One more session on a database. */
export async function connectClient(database: TestDatabase): Promise<Client> {
  const client = new Client({ host: database.host, user: 'postgres', database: database.name });
  await client.connect();
  return client;
}

/** The longest that a statement took, run again and again until `done`. */
export async function longestOf(
  database: TestDatabase,
  statement: string,
  done: { readonly value: boolean },
): Promise<number> {
  const client = await connectClient(database);
  let longest = 0;
  while (!done.value) {
    longest = Math.max(longest, await timed(() => client.query(statement)));
    await sleep(5);
  }
  await client.end();
  return longest;
}

/** The statements of the plan's section 3 that touch Course and Chapter, as they are written. */
export function planAsWritten(): readonly string[] {
  const tables = ['005_create_quiz_system', '008_create_assignments', '010_create_certificates'];
  return [
    ...tables.map((name) => readFileSync(join(folder, name, 'postgres.up.sql'), 'utf8')),
    `ALTER TABLE "Course" ADD COLUMN "prerequisites" TEXT[] DEFAULT ARRAY[]::TEXT[]`,
    `ALTER TABLE "Course" ADD COLUMN "difficulty" TEXT NOT NULL DEFAULT 'beginner'`,
    `ALTER TABLE "Course" ADD COLUMN "estimatedHours" INTEGER`,
    `ALTER TABLE "Course" ADD COLUMN "xpReward" INTEGER NOT NULL DEFAULT 200`,
    `ALTER TABLE "Chapter" ADD COLUMN "xpReward" INTEGER NOT NULL DEFAULT 50`,
  ];
}

/** The same corrected SQL through Kysely's Migrator with its usual settings. */
export async function withKysely(database: TestDatabase, set: StepSet): Promise<void> {
  const pool = new Pool({ host: database.host, user: 'postgres', database: database.name });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const steps = set.steps.filter(({ number }) => number > 0 && number < 13);
  const migrations: Record<string, Migration> = Object.fromEntries(
    steps.map((step) => [
      step.name,
      { up: async (on: Kysely<unknown>) => void (await sql.raw(step.sql.up).execute(on)) },
    ]),
  );
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  await db.destroy();
  if (error) throw error;
}
