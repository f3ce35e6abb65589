import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectOk, testEngine, type TestEngine } from '../support/engine';
import { fillEssays } from '../support/essay-course';
import { expectAtRest } from '../support/sync-process';
import {
  syncServer,
  usualBinaries,
  type SyncDatabase,
  type SyncServer,
} from '../support/sync-server';

describe.skipIf(!usualBinaries)('changes that the server does not write down', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server?.stop());

  async function scene(): Promise<{ database: SyncDatabase; engine: TestEngine }> {
    const database = await server.database();
    await fillEssays(database.admin);
    const engine = await testEngine();
    const { host, port, user } = database.settings();
    const url = `postgres://${user}@/${database.name}?host=${encodeURIComponent(host)}&port=${port}`;
    expectOk(await engine.client.sync.init({ server: url }));
    return { database, engine };
  }

  const feedbackHere = async ({ client }: TestEngine): Promise<string | null> =>
    expectOk(await client.grading.submission({ id: 's-u1' })).feedback;

  it('because a bulk load switched the triggers off: health says so, and verify and repair mend exactly that', async () => {
    const { database, engine } = await scene();
    await database.admin.query('ALTER TABLE "AssignmentSubmission" DISABLE TRIGGER ALL');
    await database.admin.query(
      `UPDATE "AssignmentSubmission" SET "feedback" = 'unseen' WHERE "id" = 's-u1'`,
    );
    await database.admin.query('ALTER TABLE "AssignmentSubmission" ENABLE TRIGGER ALL');
    await database.admin.query(
      `UPDATE "AssignmentSubmission" SET "feedback" = 'seen' WHERE "id" = 's-u2'`,
    );
    expectOk(await engine.client.sync.run({}));
    const differs = expectOk(await engine.client.sync.verify({})).differs;
    // The next pull may have noticed by itself; otherwise it is named and nothing else is.
    if (differs.length > 0) {
      expect(differs).toEqual([{ table: 'AssignmentSubmission', ids: ['s-u1'] }]);
      expectOk(await engine.client.sync.repair({}));
    }
    expect(await feedbackHere(engine)).toBe('unseen');
    await expectAtRest(engine.client);
  });

  it('while the triggers are off, a grade still goes out once and nothing of it is lost', async () => {
    const { database, engine } = await scene();
    await database.admin.query('ALTER TABLE "AssignmentSubmission" DISABLE TRIGGER ALL');
    expectOk(await engine.client.grading.grade({ id: 's-u1', raw: 7 }));
    await database.admin.query(
      `UPDATE "AssignmentSubmission" SET "feedback" = 'unseen' WHERE "id" = 's-u1'`,
    );
    expectOk(await engine.client.sync.run({}));
    const { triggers } = expectOk(await engine.client.sync.health({}));
    expect(triggers.find(({ table }) => table === 'AssignmentSubmission')?.state).toBe('disabled');
    const { rows } = await database.admin.query(
      `SELECT "score", "feedback" FROM "AssignmentSubmission" WHERE "id" = 's-u1'`,
    );
    expect(rows).toEqual([{ score: 7, feedback: 'unseen' }]);
    await database.admin.query('ALTER TABLE "AssignmentSubmission" ENABLE TRIGGER ALL');
    await database.admin.query('SELECT lectern.install_change_triggers()');
    expectOk(await engine.client.sync.repair({}));
    expect(await feedbackHere(engine)).toBe('unseen');
    await expectAtRest(engine.client);
  });
});
