import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectFailure, expectOk, testEngine, type TestEngine } from '../support/engine';
import { usualBinaries, type SyncDatabase } from '../support/sync-server';
import { postgresProxy, type PostgresProxy } from '../support/tcp-proxy';
import { eventually, stands, startLoopServer, urlOf, type LoopServer } from './loop-server';

let server: LoopServer;
let lms: SyncDatabase;
let network: PostgresProxy;

beforeAll(async () => {
  if (!usualBinaries) return;
  server = await startLoopServer({
    size: { users: 300, courses: 5, chaptersPerCourse: 6, seed: 5 },
  });
});
afterAll(() => server?.stop());
beforeEach(async () => {
  if (!usualBinaries) return;
  lms = await server.lms();
  network = await postgresProxy({ port: server.port });
  network.delay(8);
});
afterEach(() => network?.close());

/** Begins a first copy and waits until rows have come; `ended` is what it comes to. */
async function begun(engine: TestEngine) {
  const ended = engine.client.sync.init({ server: urlOf(lms, 'anna', { at: network.port }) });
  const copied = engine.sql.prepare('SELECT count(*) FROM Chapter').pluck();
  await eventually(
    () => Number(copied.get()),
    (rows) => rows > 0,
  );
  return { ended };
}

describe.skipIf(!usualBinaries)('a first copy that is stopped', () => {
  it('keeps what was copied and goes on from there when it is asked', async () => {
    const engine = await testEngine();
    const { ended } = await begun(engine);
    const { jobs } = expectOk(await engine.client.jobs.list({}));
    expect(jobs).toMatchObject([{ state: 'running', cancellable: true }]);
    expectOk(await engine.client.jobs.cancel({ id: jobs[0]?.id ?? '' }));
    const { message } = expectFailure(await ended, 'cancelled');
    expect(message).toContain('What was copied is kept');
    expect(message).toContain('sync run');
    expect(await stands(engine)).toMatchObject({ state: 'seeding', busy: null });
    network.delay(0);
    expect(expectOk(await engine.client.sync.run({}))).toMatchObject({ state: 'synced' });
    expect(expectOk(await engine.client.sync.verify({})).ok).toBe(true);
  });

  it('waits in a window until the person resumes it', async () => {
    const engine = await testEngine({ autoSync: true });
    const { ended } = await begun(engine);
    const { jobs } = expectOk(await engine.client.jobs.list({}));
    expectOk(await engine.client.jobs.cancel({ id: jobs[0]?.id ?? '' }));
    expectFailure(await ended, 'cancelled');
    expect((await stands(engine)).state).toBe('paused');
    network.delay(0);
    expectOk(await engine.client.sync.pause({ paused: false }));
    await eventually(
      () => stands(engine),
      ({ state }) => state === 'synced',
    );
    expect(expectOk(await engine.client.sync.verify({})).ok).toBe(true);
  });

  it('goes on by itself after the network was cut, and after the program was closed', async () => {
    const engine = await testEngine({ autoSync: true });
    const { ended } = await begun(engine);
    await network.goOffline();
    expectFailure(await ended, 'unavailable');
    expect(await stands(engine)).toMatchObject({ state: 'offline' });
    const again = await engine.restart();
    network.delay(0);
    await network.accept();
    await eventually(
      () => stands(again),
      ({ state }) => state === 'synced',
    );
    expect(expectOk(await again.client.sync.verify({})).ok).toBe(true);
  });

  it('goes on by itself after the program was closed in the middle of it', async () => {
    const engine = await testEngine({ autoSync: true });
    const { ended } = await begun(engine);
    const again = await engine.restart();
    expect((await ended).ok).toBe(false);
    expect((await stands(again)).state).toBe('seeding');
    network.delay(0);
    await eventually(
      () => stands(again),
      ({ state }) => state === 'synced',
    );
    expect(expectOk(await again.client.sync.verify({})).ok).toBe(true);
  });

  it('says how far it is, to the window and as a job', async () => {
    const engine = await testEngine({ autoSync: true });
    const done: number[] = [];
    const progress: { readonly done: number; readonly total: number }[] = [];
    engine.subscribe((event) => {
      if (event.name === 'job') done.push(event.payload.done);
      if (event.name === 'sync' && event.payload.progress) progress.push(event.payload.progress);
    });
    const { ended } = await begun(engine);
    const status = expectOk(await ended);
    expect(status.progress).toBeNull();
    expect(done.some((rows) => rows > 0)).toBe(true);
    const rows = Object.values(status.rows).reduce((sum, count) => sum + count, 0);
    expect(progress.at(-1)?.total).toBeGreaterThan(rows * 0.3);
  });
});
