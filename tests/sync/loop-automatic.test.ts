import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SyncStatus } from '../../src/shared/contract/sync';
import { expectFailure, expectOk, testEngine, type TestEngine } from '../support/engine';
import { usualBinaries, type SyncDatabase } from '../support/sync-server';
import { postgresProxy, type PostgresProxy } from '../support/tcp-proxy';
import {
  eventually,
  password,
  stands,
  startLoopServer,
  urlOf,
  type LoopServer,
} from './loop-server';

let server: LoopServer;
let lms: SyncDatabase;
let network: PostgresProxy;

beforeAll(async () => {
  if (usualBinaries) server = await startLoopServer();
});
afterAll(() => server?.stop());
beforeEach(async () => {
  if (!usualBinaries) return;
  lms = await server.lms();
  network = await postgresProxy({ port: server.port });
});
afterEach(() => network?.close());

async function follow(user = 'anna', secret?: string): Promise<TestEngine> {
  const engine = await testEngine({ autoSync: true });
  const url = urlOf(lms, user, { at: network.port, ...(secret ? { secret } : {}) });
  expectOk(await engine.client.sync.init({ server: url }));
  return engine;
}

const isDone = ({ state, queued, problem }: SyncStatus): boolean =>
  state === 'synced' && queued === 0 && problem === null;

async function grade(engine: TestEngine, raw: number, id = 's-u1'): Promise<void> {
  expectOk(await engine.client.grading.grade({ id, raw }));
}

async function scoreThere(id = 's-u1'): Promise<number | null> {
  const { rows } = await lms.admin.query<{ score: number | null }>(
    'SELECT "score" FROM "AssignmentSubmission" WHERE "id" = $1',
    [id],
  );
  return rows[0]?.score ?? null;
}

describe.skipIf(!usualBinaries)('a workspace with a server', () => {
  it('sends a grade by itself and settles it, and fetches what others do', async () => {
    const engine = await follow();
    await grade(engine, 7);
    await eventually(
      () => scoreThere(),
      (score) => score === 7,
    );
    await eventually(
      () =>
        engine.sql
          .prepare("SELECT count(*) FROM lectern_outbox WHERE state <> 'settled'")
          .pluck()
          .get(),
      (pending) => pending === 0,
    );
    await lms.admin.query(`UPDATE "Course" SET "title" = 'From the web' WHERE "id" = 'c1'`);
    const title = engine.sql.prepare(`SELECT title FROM Course WHERE id = 'c1'`).pluck();
    await eventually(
      () => title.get(),
      (found) => found === 'From the web',
    );
    await eventually(() => stands(engine), isDone);
  });

  it('tells the window how it stands, each time something else, at most five times a second', async () => {
    const engine = await testEngine({ autoSync: true });
    const told: { readonly at: number; readonly status: SyncStatus }[] = [];
    engine.subscribe((event) => {
      if (event.name === 'sync') told.push({ at: performance.now(), status: event.payload });
    });
    expectOk(await engine.client.sync.init({ server: urlOf(lms, 'anna', { at: network.port }) }));
    await grade(engine, 3);
    await eventually(
      () => told.at(-1)?.status,
      (status) => status !== undefined && isDone(status),
    );
    await network.goOffline();
    expectOk(await engine.client.sync.wake({}));
    await eventually(
      () => told.at(-1)?.status.state,
      (state) => state === 'offline',
    );
    const gaps = told.slice(1).map(({ at }, n) => at - (told[n]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(150);
    const texts = told.map(({ status }) => JSON.stringify(status));
    expect(texts.every((text, n) => text !== texts[n - 1])).toBe(true);
    expect(told.at(-1)?.status.nextAttemptAt).not.toBeNull();
  });

  it('goes on working without a network, and sends everything when it is back', async () => {
    const engine = await follow();
    await network.goOffline();
    await grade(engine, 4);
    await grade(engine, 5, 's-u2');
    const away = await eventually(
      () => stands(engine),
      ({ state }) => state === 'offline',
    );
    expect(away.queued).toBe(2);
    expect(away.problem?.message).toContain(`nothing listens at port ${network.port}`);
    expect(away.problem?.remedy).not.toBe('');
    await network.accept();
    expectOk(await engine.client.sync.wake({}));
    await eventually(() => stands(engine), isDone);
    expect([await scoreThere(), await scoreThere('s-u2')]).toEqual([4, 5]);
    const { events } = expectOk(await engine.client.sync.events({}));
    expect(events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['initialised', 'seeded', 'offline', 'connected']),
    );
    expect(events.find(({ kind }) => kind === 'connected')?.text).toBe('Sync goes on again.');
  });

  it('knows after a restart how it stood, before the server is asked again', async () => {
    const engine = await follow();
    await network.goOffline();
    await grade(engine, 4);
    await eventually(
      () => stands(engine),
      ({ state }) => state === 'offline',
    );
    const again = await engine.restart();
    const status = await stands(again);
    expect(status).toMatchObject({ state: 'offline', queued: 1, problem: { code: 'port_closed' } });
    await network.accept();
    await eventually(() => stands(again), isDone);
    expect(await scoreThere()).toBe(4);
  });

  it('comes back by itself, without being woken', async () => {
    const engine = await follow();
    await network.goOffline();
    await grade(engine, 6);
    await eventually(
      () => stands(engine),
      ({ state }) => state === 'offline',
    );
    await network.accept();
    await eventually(() => stands(engine), isDone);
    expect(await scoreThere()).toBe(6);
  });

  it('survives that the server stops in the middle of a push, and delivers once', async () => {
    const engine = await follow();
    await lms.admin.query(`
      CREATE TABLE audit (score float);
      CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
        $$ BEGIN INSERT INTO audit VALUES (new."score"); RETURN new; END $$;
      CREATE TRIGGER audit AFTER UPDATE OF "score" ON "AssignmentSubmission"
        FOR EACH ROW EXECUTE FUNCTION audit()`);
    const held = network.holdCommit('before');
    await grade(engine, 8);
    const commit = await held;
    await network.refuse();
    await lms.admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'anna'`,
    );
    commit.release();
    await eventually(
      () => stands(engine),
      ({ state }) => state === 'offline',
    );
    await network.accept();
    await eventually(() => stands(engine), isDone);
    const audited = await lms.admin.query('SELECT score FROM audit');
    expect(audited.rows).toEqual([{ score: 8 }]);
  });

  it('says so when the password was changed, and goes on with the new one', async () => {
    const engine = await follow('locked', password);
    await lms.admin.query(`ALTER ROLE locked PASSWORD 'another'`);
    network.cut();
    await grade(engine, 2);
    const status = await eventually(
      () => stands(engine),
      ({ problem }) => problem?.code === 'password_wrong',
    );
    expect(status).toMatchObject({ state: 'offline' });
    expect(JSON.stringify(status)).not.toContain('sesame');
    const url = urlOf(lms, 'locked', { at: network.port, secret: 'another' });
    expectOk(await engine.client.sync.changeServer({ server: url }));
    await eventually(() => stands(engine), isDone);
    expect(await scoreThere()).toBe(2);
  });

  it('does nothing while it is paused, and everything after', async () => {
    const engine = await follow();
    expect(expectOk(await engine.client.sync.pause({ paused: true })).state).toBe('paused');
    await grade(engine, 9);
    const refused = await engine.client.sync.run({});
    expect(expectFailure(refused, 'refused').message).toContain('paused');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await scoreThere()).toBeNull();
    const restarted = await engine.restart();
    expect(await stands(restarted)).toMatchObject({ state: 'paused', queued: expect.any(Number) });
    expectOk(await restarted.client.sync.pause({ paused: false }));
    await eventually(() => stands(restarted), isDone);
    expect(await scoreThere()).toBe(9);
  });

  it('closes quickly although the network swallows everything', async () => {
    const engine = await follow();
    network.blackHole(true);
    await grade(engine, 1);
    await eventually(
      () => stands(engine),
      ({ busy, queued }) => queued > 0 || busy !== null,
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    const begun = performance.now();
    await engine.close();
    expect(performance.now() - begun).toBeLessThan(1_500);
    network.blackHole(false);
  });
});
