import { actOnOperation } from '../../src/main/engine/sync/act';
import type { PostgresConnection } from '../../src/main/engine/connections/postgres-connection';
import {
  listOutbox,
  pendingStates,
  type OutboxRow,
  type OutboxState,
} from '../../src/main/engine/sync/local/outbox-repository';
import { pushQueue, type PushCount } from '../../src/main/engine/sync/push';
import { directSync, type DirectSync } from './direct-session';
import { expectOk, testEngine, type TestEngine } from './engine';
import { fillEssays } from './essay-course';
import type { SyncDatabase, SyncServer } from './sync-server';

/** A grader with a workspace of their own, and the server that they share. */
export type GradingDesk = {
  readonly database: SyncDatabase;
  readonly engine: TestEngine;
  readonly sync: DirectSync;
  readonly connection: PostgresConnection;
  readonly push: () => Promise<PushCount>;
  readonly pull: () => Promise<void>;
  readonly grade: (id: string, raw: number, feedback?: string) => Promise<void>;
  /** What is pending, in the order of the queue. */
  readonly pending: () => readonly OutboxRow[];
  /** The one pending operation on this table that is parked or conflicting. */
  readonly stuck: (table?: string) => OutboxRow;
  /** What a person does about the one operation that is stuck (of this table). */
  readonly act: (action: 'retry' | 'recreate' | 'discard', table?: string) => OutboxState;
  /** Every copy that the events hold, as one text. */
  readonly events: () => string;
  /** Sends and fetches until nothing is pending; fails when something stays. */
  readonly settle: () => Promise<void>;
  /** A row as the person sees it. */
  readonly row: (table: string, id: string) => Record<string, unknown> | undefined;
};

/** Makes an LMS with an essay (or takes the one given) and a workspace that mirrors it. */
export async function gradingDesk(
  server: SyncServer,
  options: {
    readonly name?: string;
    readonly database?: SyncDatabase;
    readonly connection?: PostgresConnection;
    readonly learners?: readonly string[];
  } = {},
): Promise<GradingDesk> {
  const { name = 'one', learners = ['u1', 'u2'] } = options;
  const database = options.database ?? (await server.database());
  if (!options.database) await fillEssays(database.admin, learners);
  // Ids of operations must differ from desk to desk, as they do in life.
  const engine = await testEngine({ seed: seedOf(name) });
  const connection = options.connection ?? (await database.connect());
  const desk = await atDesk(database, engine, connection, name);
  await desk.pull();
  return desk;
}

/** A desk that knows of the quiz `q1`, to put questions into. */
export async function quizDesk(server: SyncServer): Promise<GradingDesk> {
  const desk = await gradingDesk(server);
  await desk.database.admin.query(
    `INSERT INTO "Quiz" ("id","title","courseId","updatedAt") VALUES ('q1','Tides','c1',now())`,
  );
  await desk.pull();
  return desk;
}

/** The same desk on an engine that has been opened again. */
export async function atDesk(
  database: SyncDatabase,
  engine: TestEngine,
  connection: PostgresConnection,
  name = 'one',
): Promise<GradingDesk> {
  const sync = directSync(engine, name, seedOf(name) + 1000);
  const pending = (): readonly OutboxRow[] =>
    listOutbox(sync.workspace.read, { states: pendingStates });
  const stuck = (table?: string): OutboxRow => {
    const found = pending().filter(
      (op) =>
        (op.state === 'parked' || op.state === 'conflicted') &&
        (table === undefined || op.table === table),
    );
    if (found.length !== 1 || !found[0]) throw new Error(`${found.length} operations are stuck`);
    return found[0];
  };
  const push = async (): Promise<PushCount> => pushQueue(await sync.session(connection));
  const pull = async (): Promise<void> => sync.pullAll(await sync.session(connection));
  const count = (sql: string): unknown => engine.sql.prepare(sql).pluck().get();
  return {
    database,
    engine,
    sync,
    connection,
    pending,
    push,
    pull,
    settle: async () => {
      // More than once: work that was replaced is kept as a version once a pull has seen it.
      for (let time = 0; time === 0 || (time < 3 && pending().length > 0); time += 1) {
        await push();
        await pull();
      }
      const left = [pending().length, count('SELECT count(*) FROM lectern_base')];
      if (left.join() !== '0,0') throw new Error(`Not settled: ${JSON.stringify(pending())}`);
    },
    events: () => engine.sql.prepare('SELECT detail FROM lectern_sync_event').pluck().all().join(),
    act: (action, table) => actOnOperation(sync.context, { op: stuck(table).opId, action }).state,
    grade: async (id, raw, feedback) => {
      expectOk(await engine.client.grading.grade({ id, raw, feedback, waiveLate: false }));
    },
    stuck,
    row: (table, id) =>
      engine.sql.prepare(`SELECT * FROM "${table}" WHERE "id" = ?`).get(id) as
        Record<string, unknown> | undefined,
  };
}

/** The first row that a query of the server gives. */
export async function first(database: SyncDatabase, sql: string): Promise<unknown> {
  return (await database.admin.query(sql)).rows[0];
}

function seedOf(name: string): number {
  return [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 1_000_003;
}
