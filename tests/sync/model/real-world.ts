import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { escapeIdentifier, type Client } from 'pg';
import type { Fields } from '../../../src/shared/domain/sync/values';
import type { Failure } from '../../../src/shared/kernel/errors';
import type { Result } from '../../../src/shared/kernel/result';
import { findSyncTable } from '../../../src/main/engine/sync/tables';
import { testEngine, testNow, type TestEngine } from '../../support/engine';
import type { SyncDatabase, SyncServer } from '../../support/sync-server';
import { postgresProxy, type PostgresProxy, type ProxyTarget } from '../../support/tcp-proxy';
import { ModelClient } from './model-client';
import type { Change } from './model-edit';
import { ModelServer } from './model-server';
import { idOf, rowKey, tableOf } from './model-table';
import { Busy, Refused, type ModelTransaction } from './model-transaction';
import { serverFields, serverRows } from './real-rows';

export const people = ['ada', 'ben', 'cyd'] as const;

/** Log-ins that the server needs. */
export const realRoles = people.map((name) => ({ name, userId: name }));

const day = 86_400_000;

/** Whose clock is how wrong. */
const skew: { readonly [P in (typeof people)[number]]: number } = { ada: -day, ben: day, cyd: 0 };

/** A workspace with its network, and what the model says it should be. */
export type RealClient = {
  readonly name: string;
  engine: TestEngine;
  readonly proxy: PostgresProxy;
  readonly model: ModelClient;
  /** What the engine writes about itself; quoted when it has a fault. */
  readonly logFile: string;
};

/** A transaction that is open on the server, for real and in the model. */
export type OpenTransaction = {
  readonly model: ModelTransaction;
  readonly client: Client | undefined;
  readonly end: (commits: boolean) => Promise<void>;
};

/** A server with three workspaces, and the model that goes along step by step. */
export type RealWorld = {
  readonly database: SyncDatabase;
  readonly server: ModelServer;
  readonly clients: readonly RealClient[];
  readonly open: OpenTransaction[];
  /** Dumps of the database, the newest last. */
  readonly backups: { made: number; readonly names: string[] };
  /** How often everybody has come to rest. */
  rests: number;
  readonly newId: () => string;
  readonly close: () => Promise<void>;
};

/** `through`: what stands before the server, such as a pooler; its own socket when left out. */
export async function realWorld(lms: SyncServer, through?: ProxyTarget): Promise<RealWorld> {
  const database = await lms.database();
  await database.admin.query(fixture);
  const logs = mkdtempSync(join(tmpdir(), 'lectern-real-'));
  const server = new ModelServer();
  for (const [key, row] of await serverRows(database.admin)) server.disk.rows.set(key, row);
  const clients: RealClient[] = [];
  for (const [at, name] of people.entries()) {
    const proxy = await postgresProxy(through ?? lms.door);
    const logFile = join(logs, `${name}.log`);
    // A restart takes the next seed; ids must differ from workspace to workspace, as they do in life.
    const engine = await testEngine({ seed: 1000 * (at + 1), logFile });
    engine.clock.set(new Date(testNow + skew[name]).toISOString());
    const url = `postgres://${name}@127.0.0.1:${proxy.port}/${database.name}?sslmode=disable`;
    succeeded(logFile, 'init', await engine.client.sync.init({ server: url }));
    server.disk.access.set(name, new Set(startAccess[name]));
    const model = new ModelClient(name, server);
    model.sync();
    clients.push({ name, engine, proxy, model, logFile });
  }
  let made = 0;
  const open: OpenTransaction[] = [];
  const world: RealWorld = {
    database,
    server,
    clients,
    open,
    backups: { made: 0, names: [] },
    rests: 0,
    newId: () => `w${(made += 1)}`,
    close: async () => {
      for (const one of open.splice(0)) await one.end(false);
      for (const { engine, proxy } of clients) {
        await engine.close();
        await proxy.close();
      }
      await database.close();
      rmSync(logs, { recursive: true, force: true });
    },
  };
  await refill(world);
  return world;
}

const startAccess = { ada: ['c1', 'c2'], ben: ['c2', 'c3'], cyd: ['c1', 'c2', 'c3'] } as const;

const learners = ['mia', 'noor', 'eli'];

/**
 * Makes up for what earlier runs have removed, and gives everybody their courses back, so that the
 * next run in the same world has something to work on. No id is ever used again.
 */
export async function refill(world: RealWorld): Promise<void> {
  for (const [table, wanted] of Object.entries(plenty)) {
    for (let tries = 0; tries < 12 && keysIn(world, table).length < wanted; tries += 1) {
      const key = rowKey(table, world.newId());
      const row = newRow(world, table, tries);
      if (row) await webChange(world, [{ kind: 'insert', key, row: { id: idOf(key), ...row } }]);
    }
  }
  for (const [name, courses] of Object.entries(startAccess)) {
    world.server.disk.access.set(name, new Set(courses));
    await world.database.admin.query(
      `DELETE FROM lectern.course_access WHERE user_id = '${name}';
       INSERT INTO lectern.course_access (user_id, course_id)
         SELECT '${name}', unnest('{${courses.join(',')}}'::text[])`,
    );
  }
}

/** Parents first. */
const plenty = { Assignment: 2, AssignmentSubmission: 3, Quiz: 2, Question: 3 } as const;

function keysIn({ server }: RealWorld, table: string): readonly string[] {
  return [...server.disk.rows.keys()].filter((key) => tableOf(key).name === table).sort();
}

function newRow(world: RealWorld, table: string, at: number): Fields | undefined {
  const courseId = `c${(at % 3) + 1}`;
  const below = (parent: string): string | null => {
    const keys = keysIn(world, parent);
    const key = keys[at % Math.max(1, keys.length)];
    return key === undefined ? null : idOf(key);
  };
  switch (table) {
    case 'Assignment':
      return { title: 't0', description: 'd', courseId };
    case 'Quiz':
      return { title: 't0', courseId };
    case 'AssignmentSubmission':
      return {
        userId: learners[(at >> 1) % learners.length] ?? '',
        assignmentId: below('Assignment'),
        content: 'x',
      };
    case 'Question':
      return {
        quizId: below('Quiz'),
        type: 'true_false',
        question: 't0',
        options: '{}',
        correctAnswer: '{"value":true}',
        points: 1,
        order: at,
      };
    default:
      return undefined;
  }
}

/**
 * Every learner has bought every course, so that everybody has everybody's ledger. The chapters are
 * there to stay: a server that has lost most rows is not followed without asking.
 */
const fixture = `
SET lock_timeout = '2s';
INSERT INTO "Course" ("id", "createdById", "title", "updatedAt")
  SELECT 'c' || n, 'owner', 't0', now() FROM generate_series(1, 3) n;
INSERT INTO "Purchase" ("id", "userId", "courseId", "updatedAt")
  SELECT u || c."id", u, c."id", now()
  FROM unnest('{${learners.join(',')}}'::text[]) u, "Course" c;
INSERT INTO "Chapter" ("id", "courseId", "title", "position", "updatedAt")
  SELECT c."id" || n, c."id", 'body', n, now() FROM "Course" c, generate_series(1, 40) n;
INSERT INTO lectern.course_access (user_id, course_id)
  VALUES ${Object.entries(startAccess)
    .flatMap(([user, courses]) => courses.map((course) => `('${user}', '${course}')`))
    .join(', ')};
`;

/**
 * What the web application does, in the model first: what would have to wait there is left out,
 * what is refused must be refused for real. Rows come back as the server has made them.
 */
export async function webChange(
  world: RealWorld,
  changes: readonly Change[],
  inside?: OpenTransaction,
): Promise<void> {
  const transaction = inside?.model ?? world.server.begin();
  const takeBack = transaction.mark();
  const client = inside?.client ?? world.database.admin;
  try {
    for (const change of changes) {
      if (change.kind === 'insert') transaction.insert(change.key, change.row);
      else if (change.kind === 'update') transaction.update(change.key, change.patch);
      else transaction.remove(change.key);
      const row = await perform(client, change);
      if (row) transaction.writes.set(change.key, row);
    }
    if (!inside) world.server.commit(transaction);
  } catch (error) {
    if (!(error instanceof Busy || error instanceof Refused)) throw error;
    if (inside) takeBack();
    else world.server.rollback(transaction);
  }
}

async function perform(client: Client, change: Change): Promise<Fields | undefined> {
  const { name } = tableOf(change.key);
  const id = idOf(change.key);
  if (change.kind === 'delete') {
    await client.query(`DELETE FROM "${name}" WHERE "id" = $1`, [id]);
    return undefined;
  }
  const fields = change.kind === 'insert' ? change.row : change.patch;
  const names = Object.keys(fields).map((column) => escapeIdentifier(column));
  const values = Object.values(fields);
  const places = names.map((_, at) => `$${at + 1}`);
  const isStamped = findSyncTable(name)?.columns.some((column) => column.name === 'updatedAt');
  const [stamp, now] = isStamped ? [', "updatedAt"', ', now()'] : ['', ''];
  const text =
    change.kind === 'insert'
      ? `INSERT INTO "${name}" AS t (${names.join(', ')}${stamp}) VALUES (${places.join(', ')}${now}) RETURNING to_jsonb(t) AS row`
      : `UPDATE "${name}" AS t SET ${names.map((column, at) => `${column} = $${at + 1}`).join(', ')} WHERE "id" = $${names.length + 1} RETURNING to_jsonb(t) AS row`;
  const answer = await client.query(text, change.kind === 'insert' ? values : [...values, id]);
  const [found] = answer.rows as { readonly row: Record<string, unknown> }[]; // to_jsonb of a row
  const table = findSyncTable(name);
  if (!found || !table) throw new Error(`${change.kind} of ${change.key} did nothing for real`);
  return serverFields(table, found.row);
}

/** Begins a transaction of the web application that takes its time. */
export async function beginSlow(world: RealWorld): Promise<void> {
  const client = await world.database.client();
  await client.query("BEGIN; SET LOCAL lock_timeout = '2s'; SELECT pg_current_xact_id()");
  const model = world.server.begin();
  const one: OpenTransaction = {
    model,
    client,
    end: async (commits) => {
      await client.query(commits ? 'COMMIT' : 'ROLLBACK');
      if (commits) world.server.commit(model);
      else world.server.rollback(model);
    },
  };
  world.open.push(one);
}

/** Ends an open transaction. */
export async function endOpen(
  world: RealWorld,
  one: OpenTransaction | undefined,
  commits: boolean,
): Promise<void> {
  if (!one) return;
  world.open.splice(world.open.indexOf(one), 1);
  await one.end(commits);
}

/** Fails with the engine's own words and what it has written about itself. */
export function succeeded(logFile: string, what: string, answer: Result<unknown, Failure>): void {
  if (answer.ok) return;
  const log = existsSync(logFile) ? readFileSync(logFile, 'utf8').slice(-4000) : '';
  throw new Error(`${what}: ${answer.error.code} ${answer.error.message}\n${log}`);
}
