import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditGrades, effectsOf, gradesOnce } from '../support/effects';
import { expectOk } from '../support/engine';
import { fillEssays } from '../support/essay-course';
import { seededRandom } from '../support/random';
import { expectAtRest, syncProcess, type SyncProcess } from '../support/sync-process';
import {
  syncServer,
  usualBinaries,
  type SyncDatabase,
  type SyncServer,
} from '../support/sync-server';
import { postgresProxy, type PostgresProxy } from '../support/tcp-proxy';

const learners = Array.from({ length: 12 }, (_, at) => `u${at + 1}`);
const delivering = { statement: /INSERT INTO lectern.sync_op/ };
const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Named moments are found by what goes over the wire; the process is killed while it waits there. */
describe.skipIf(!usualBinaries)('a program that is killed', () => {
  let server: SyncServer;
  let database: SyncDatabase;
  let proxy: PostgresProxy;
  let work: SyncProcess;

  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    database = await server.database();
    await fillEssays(database.admin, learners);
    await auditGrades(database.admin);
    proxy = await postgresProxy(server.door);
    work = await syncProcess();
  });
  afterEach(async () => {
    proxy.disarm();
    await work.close();
    await proxy.close();
    await database.close();
  });

  const url = (): string =>
    `postgres://grader@127.0.0.1:${proxy.port}/${database.name}?sslmode=disable`;
  const init = async (): Promise<void> => {
    expectOk(await work.client().sync.init({ server: url() }));
  };
  const grade = async (learner: string, raw: number): Promise<void> => {
    expectOk(await work.client().grading.grade({ id: `s-${learner}`, raw }));
  };
  const queued = async (): Promise<number> => expectOk(await work.client().sync.status({})).queued;

  it('between a grade and its delivery still has it queued, and delivers it once', async () => {
    await init();
    await proxy.goOffline();
    await grade('u1', 8);
    await grade('u2', 9);
    await work.kill();
    expect(await effectsOf(database.admin)).toEqual({});
    await work.start();
    expect(await queued()).toBe(2);
    await proxy.accept();
    await expectAtRest(work.client());
    expect(await effectsOf(database.admin)).toEqual(gradesOnce(2));
  });

  it('before its COMMIT reaches the server delivers again, once', async () => {
    await init();
    const holding = proxy.holdCommit('before', delivering);
    await grade('u1', 8);
    const held = await holding;
    await work.kill();
    held.cut();
    expect(await effectsOf(database.admin)).toEqual({});
    await work.start();
    await expectAtRest(work.client());
    expect(await effectsOf(database.admin)).toEqual(gradesOnce(1));
  });

  it('before it hears of its COMMIT finds that it is done', async () => {
    await init();
    const holding = proxy.holdCommit('after', delivering);
    await grade('u1', 8);
    const held = await holding;
    expect(held.committed).toBe(true);
    await work.kill();
    held.cut();
    await work.start();
    await expectAtRest(work.client());
    expect(await effectsOf(database.admin)).toEqual(gradesOnce(1));
  });

  it.each([
    ['arrives', 'after all'],
    ['vanishes', 'for good'],
  ])('while its COMMIT %s %s, as the next one delivers the same', async (fate) => {
    await init();
    const holding = proxy.holdCommit('before', delivering);
    await grade('u1', 8);
    const left = (await holding).leave();
    await work.kill();
    await work.start();
    // It waits for the transaction that nobody is behind any more.
    const running = work.client().sync.run({});
    await untilSomebodyWaits(database);
    if (fate === 'arrives') left.arrive();
    else left.vanish();
    expectOk(await running);
    await expectAtRest(work.client());
    expect(await effectsOf(database.admin)).toEqual(gradesOnce(1));
  });

  it('during a pull has all of it or nothing of it', async () => {
    await init();
    const holding = proxy.holdCommit('before', { statement: /change_log/ });
    await database.admin.query(`UPDATE "AssignmentSubmission" SET "feedback" = 'from the web'`);
    void work.client().sync.pull({});
    const held = await holding;
    await work.kill();
    held.cut();
    await work.start();
    await expectAtRest(work.client());
    const { feedback } = expectOk(await work.client().grading.submission({ id: 's-u3' }));
    expect(feedback).toBe('from the web');
  });

  it('during the first copy goes on with it', async () => {
    const holding = proxy.holdCommit('before', { statement: /COPY/ });
    void work.client().sync.init({ server: url() });
    const held = await holding;
    await work.kill();
    held.cut();
    await work.start();
    const { server: known } = expectOk(await work.client().sync.status({}));
    // What had not begun is asked for again, what had begun goes on by itself.
    if (known === null) await init();
    await expectAtRest(work.client());
    const { rooms } = expectOk(await work.client().grading.rooms({}));
    expect(rooms.map(({ submissions }) => submissions)).toEqual([learners.length]);
  });

  it('at twenty random moments has lost no grade that it acknowledged, and delivers each once', async () => {
    const seed = Number(process.env.LECTERN_SEED ?? Date.now() % 2 ** 31);
    console.log(`faults-kill seed: LECTERN_SEED=${seed}`);
    const random = seededRandom(seed);
    await init();
    const given = new Map<string, number>();
    for (let round = 0; round < 20; round += 1) {
      const client = work.client();
      const killed = wait(random() * 250).then(() => work.kill());
      for (;;) {
        const learner = learners[Math.floor(random() * learners.length)] ?? 'u1';
        const raw = Math.floor(random() * 1000) / 100;
        const result = await client.grading.grade({ id: `s-${learner}`, raw });
        if (!result.ok) {
          expect(result.error.code).toBe('engine_stopped');
          // Nobody knows whether it was stored.
          given.delete(learner);
          break;
        }
        given.set(learner, raw);
        await wait(random() * 20);
      }
      await killed;
      await work.start();
    }
    await expectAtRest(work.client());
    expect(given.size).toBeGreaterThan(0);
    const { rows } = await database.admin.query<{ readonly id: string; readonly score: number }>(
      'SELECT "userId" AS id, "score" FROM "AssignmentSubmission"',
    );
    const there = new Map(rows.map(({ id, score }) => [id, score]));
    for (const [learner, raw] of given) expect(there.get(learner), learner).toBe(raw);
    // Every delivery is in the server's book once, and did what it says once.
    const { rows: twice } = await database.admin.query(
      `SELECT tbl, id FROM effects WHERE op = 'INSERT' GROUP BY 1, 2 HAVING count(*) > 1`,
    );
    expect(twice).toEqual([]);
    const { rows: counts } = await database.admin.query<{ readonly a: number; readonly b: number }>(
      `SELECT (SELECT count(*)::int FROM effects WHERE tbl = 'AssignmentSubmission') AS a,
              (SELECT count(*)::int FROM lectern.grade_history) AS b`,
    );
    // Score and time of each change are one UPDATE; each has one line of history.
    expect(counts[0]?.a).toBe(counts[0]?.b);
  }, 120_000);
});

async function untilSomebodyWaits({ admin }: SyncDatabase): Promise<void> {
  for (;;) {
    const { rows } = await admin.query<{ readonly n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if ((rows[0]?.n ?? 0) > 0) return;
    await wait(10);
  }
}
