import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Client } from 'pg';
import { auditGrades, effectsOf, gradesOnce } from '../support/effects';
import { expectFailure, expectOk, testEngine, type TestEngine } from '../support/engine';
import { fillEssays } from '../support/essay-course';
import { expectAtRest } from '../support/sync-process';
import {
  syncServer,
  usualBinaries,
  type SyncDatabase,
  type SyncServer,
} from '../support/sync-server';
import { postgresProxy, type PostgresProxy } from '../support/tcp-proxy';

const delivering = { statement: /INSERT INTO lectern.sync_op/ };
const learners = Array.from({ length: 20 }, (_, at) => `u${at + 1}`);

type Scene = {
  readonly database: SyncDatabase;
  readonly proxy: PostgresProxy;
  readonly engine: TestEngine;
  readonly grade: (learner: string, raw: number) => Promise<void>;
};

/** A workspace that has its copy, behind a network that can be broken. */
async function scene(server: SyncServer, seed = 1): Promise<Scene> {
  const database = await server.database();
  await fillEssays(database.admin, learners);
  await auditGrades(database.admin);
  const proxy = await postgresProxy(server.door);
  onTestFinished(() => proxy.close());
  const engine = await testEngine({ seed });
  const url = `postgres://grader@127.0.0.1:${proxy.port}/${database.name}?sslmode=disable`;
  expectOk(await engine.client.sync.init({ server: url }));
  return {
    database,
    proxy,
    engine,
    grade: async (learner, raw) => {
      expectOk(await engine.client.grading.grade({ id: `s-${learner}`, raw }));
    },
  };
}

/** The number of queued actions, and why it does not go. */
async function standing({ client }: TestEngine) {
  const { queued, parked, conflicts, state, problem } = expectOk(await client.sync.status({}));
  return { queued, parked, conflicts, state, problem: problem?.code };
}

describe.skipIf(!usualBinaries)('a bad network', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server?.stop());

  it.each(['before', 'after'] as const)(
    'cut %s each of twenty COMMITs: every grade arrives exactly once',
    async (when) => {
      const { database, proxy, engine, grade } = await scene(server);
      for (const [at, learner] of learners.entries()) await grade(learner, (at % 10) + 0.5);
      for (let cuts = 0; cuts < learners.length; cuts += 1) {
        const cut = proxy.cutAtCommit(when, delivering);
        expectFailure(await engine.client.sync.push({}), 'unavailable');
        expect(await cut).toBe(when === 'after');
        const done = (await effectsOf(database.admin))['AssignmentSubmission UPDATE'] ?? 0;
        // Before: the first one for ever. After: one more each time.
        expect(done).toBe(when === 'after' ? cuts + 1 : 0);
      }
      await expectAtRest(engine.client);
      expect(await effectsOf(database.admin)).toEqual(gradesOnce(learners.length));
    },
  );

  it('that swallows everything: grading goes on, and all of it arrives afterwards', async () => {
    const { database, proxy, engine, grade } = await scene(server);
    proxy.blackHole(true);
    const running = engine.client.sync.run({});
    for (const learner of learners) await grade(learner, 7);
    expect((await standing(engine)).queued).toBe(learners.length);
    proxy.blackHole(false);
    expectOk(await running);
    await expectAtRest(engine.client);
    expect(await effectsOf(database.admin)).toEqual(gradesOnce(learners.length));
  });

  it('that is refused again and again says so, keeps the queue and goes on by a single call', async () => {
    const { database, proxy, engine, grade } = await scene(server);
    await proxy.goOffline();
    await grade('u1', 7);
    for (let tries = 0; tries < 3; tries += 1) {
      expectFailure(await engine.client.sync.run({}), 'unavailable');
    }
    expect(await standing(engine)).toMatchObject({ queued: 1, parked: 0, state: 'offline' });
    await proxy.accept();
    await expectAtRest(engine.client);
    expect(await effectsOf(database.admin)).toEqual(gradesOnce(1));
  });
});

describe.skipIf(!usualBinaries)('a server that stops at once and starts again', () => {
  let server: SyncServer;
  beforeAll(async () => {
    // What it has acknowledged must survive, as on any server that deserves the name.
    server = await syncServer({ settings: ['synchronous_commit=on'] });
  });
  afterAll(() => server?.stop());

  it.each(['before', 'after'] as const)(
    'in mid-push, %s the COMMIT: delivered exactly once',
    async (when) => {
      const { database, proxy, engine, grade } = await scene(server, when === 'after' ? 2 : 3);
      await database.close();
      for (const learner of learners) await grade(learner, 6);
      const holding = proxy.holdCommit(when, delivering);
      const pushing = engine.client.sync.push({});
      const held = await holding;
      await server.server.restart();
      held.cut();
      expectFailure(await pushing, 'unavailable');
      expect(await standing(engine)).toMatchObject({ queued: learners.length, parked: 0 });
      await expectAtRest(engine.client);
      const admin = new Client({
        host: server.server.host,
        user: 'postgres',
        database: database.name,
      });
      await admin.connect();
      expect(await effectsOf(admin)).toEqual(gradesOnce(learners.length));
      await admin.end();
    },
  );
});

describe.skipIf(!usualBinaries)('a clock that is wrong', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server?.stop());

  it.each([
    ['a day behind', -1],
    ['a day ahead', 1],
  ])(
    'by %s: grades go out, what others do comes in, and none is taken for older',
    async (_, days) => {
      const { database, engine, grade } = await scene(server);
      engine.clock.set(new Date(Date.now() + days * 86_400_000).toISOString());
      await grade('u1', 8);
      expectOk(await engine.client.sync.run({}));
      await database.admin.query(
        `UPDATE "AssignmentSubmission" SET "score" = 3, "gradedAt" = now() WHERE "id" = 's-u1'`,
      );
      await database.admin.query(
        `UPDATE "AssignmentSubmission" SET "feedback" = 'web' WHERE "id" = 's-u2'`,
      );
      expectOk(await engine.client.sync.run({}));
      const seen = expectOk(await engine.client.grading.submission({ id: 's-u1' }));
      expect(seen.score).toBe(3);
      await grade('u1', 9);
      await grade('u2', 5);
      expectOk(await engine.client.sync.run({}));
      expect(await standing(engine)).toMatchObject({ queued: 0, parked: 0, conflicts: 0 });
      const { rows } = await database.admin.query(
        `SELECT "id", "score", "feedback" FROM "AssignmentSubmission" WHERE "id" IN ('s-u1', 's-u2') ORDER BY 1`,
      );
      expect(rows).toEqual([
        { id: 's-u1', score: 9, feedback: null },
        { id: 's-u2', score: 5, feedback: 'web' },
      ]);
      await expectAtRest(engine.client);
    },
  );

  it('that jumps back a day between a delivery and the next look loses nothing', async () => {
    const { database, engine, grade } = await scene(server);
    engine.clock.advance(86_400_000);
    await grade('u1', 8);
    expectOk(await engine.client.sync.push({}));
    engine.clock.advance(-86_400_000);
    await grade('u2', 8);
    expectOk(await engine.client.sync.run({}));
    await expectAtRest(engine.client);
    expect(await effectsOf(database.admin)).toEqual(gradesOnce(2));
  });
});
