import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const learners = Array.from({ length: 40 }, (_, at) => `u${at + 1}`);
const delivering = { statement: /INSERT INTO lectern.sync_op/ };

describe.skipIf(!usualBinaries)('a workspace that cannot be written', () => {
  let server: SyncServer;
  let folder = '';
  beforeAll(async () => {
    server = await syncServer();
    folder = mkdtempSync(join(tmpdir(), 'lectern-faults-'));
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A small disk of its own; undefined where that is not allowed. */
  function smallDisk(megabytes: number): string | undefined {
    const disk = join(folder, `disk-${megabytes}`);
    mkdirSync(disk, { recursive: true });
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk]);
    return mounted.status === 0 ? disk : undefined;
  }

  async function lms(): Promise<{ database: SyncDatabase; proxy: PostgresProxy; url: string }> {
    const database = await server.database();
    await fillEssays(database.admin, learners);
    await auditGrades(database.admin);
    const proxy = await postgresProxy(server.door);
    const url = `postgres://grader@127.0.0.1:${proxy.port}/${database.name}?sslmode=disable`;
    return { database, proxy, url };
  }

  async function engineOn(disk: string): Promise<TestEngine> {
    const fresh = await testEngine();
    fresh.sql.pragma('wal_checkpoint(TRUNCATE)');
    const file = join(disk, 'work.lectern');
    copyFileSync(fresh.file, file);
    await fresh.close();
    return testEngine({ file });
  }

  function fill(disk: string): void {
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(join(disk, 'filler'), Buffer.alloc(bavail * bsize));
  }

  it('because the disk is full: the pull says so and takes nothing, and goes on when there is room', async (context) => {
    const disk = smallDisk(96);
    if (!disk) return context.skip('mounting a small disk needs root on Linux');
    const { database, proxy, url } = await lms();
    let engine: TestEngine | undefined;
    try {
      engine = await engineOn(disk);
      expectOk(await engine.client.sync.init({ server: url }));
      const { cursor } = expectOk(await engine.client.sync.status({}));
      await database.admin.query(
        `UPDATE "AssignmentSubmission" SET "content" = repeat(md5("id"), 20000)`,
      );
      fill(disk);
      expectFailure(await engine.client.sync.pull({}), 'disk_full');
      const status = expectOk(await engine.client.sync.status({}));
      expect(status.cursor).toBe(cursor);
      expect(status.problem?.code).toBe('disk_full');
      const { content } = expectOk(await engine.client.grading.submission({ id: 's-u1' }));
      expect(content).toBe('My essay');
      rmSync(join(disk, 'filler'));
      await expectAtRest(engine.client);
      const after = expectOk(await engine.client.grading.submission({ id: 's-u1' }));
      expect(after.content?.length).toBe(640_000);
    } finally {
      await engine?.close();
      await proxy.close();
      execFileSync('umount', [disk]);
    }
  });

  it('because the disk is full after the server has committed: delivered once all the same', async (context) => {
    const disk = smallDisk(25);
    if (!disk) return context.skip('mounting a small disk needs root on Linux');
    const { database, proxy, url } = await lms();
    let engine: TestEngine | undefined;
    try {
      engine = await engineOn(disk);
      expectOk(await engine.client.sync.init({ server: url }));
      for (const learner of learners) {
        expectOk(await engine.client.grading.grade({ id: `s-${learner}`, raw: 5 }));
      }
      engine.sql.pragma('wal_checkpoint(TRUNCATE)');
      const holding = proxy.holdCommit('after', delivering);
      const pushing = engine.client.sync.push({});
      const held = await holding;
      fill(disk);
      held.release();
      // The answer may still find a place in the file's own free pages; the next ones will not.
      const result = await pushing;
      if (!result.ok) expect(result.error.code).toBe('disk_full');
      rmSync(join(disk, 'filler'));
      await expectAtRest(engine.client);
      expect(await effectsOf(database.admin)).toEqual(gradesOnce(learners.length));
    } finally {
      await engine?.close();
      await proxy.close();
      execFileSync('umount', [disk]);
    }
  });

  it('because another program holds it: says so, loses nothing, and goes on', async () => {
    const { database, proxy, url } = await lms();
    const engine = await testEngine();
    expectOk(await engine.client.sync.init({ server: url }));
    for (const learner of learners.slice(0, 3)) {
      expectOk(await engine.client.grading.grade({ id: `s-${learner}`, raw: 5 }));
    }
    await database.admin.query(`UPDATE "AssignmentSubmission" SET "feedback" = 'web'`);
    const holding = proxy.holdCommit('after', delivering);
    const running = engine.client.sync.run({});
    const held = await holding;
    engine.sql.exec('BEGIN IMMEDIATE');
    held.release();
    expectFailure(await running, 'busy');
    const status = expectOk(await engine.client.sync.status({}));
    expect(status).toMatchObject({ queued: 3, parked: 0 });
    expect(status.problem?.code).toBe('busy');
    engine.sql.exec('ROLLBACK');
    await expectAtRest(engine.client);
    expect((await effectsOf(database.admin))['XPTransaction INSERT']).toBe(3);
    const { feedback, score } = expectOk(await engine.client.grading.submission({ id: 's-u1' }));
    expect({ feedback, score }).toEqual({ feedback: 'web', score: 5 });
    await proxy.close();
  }, 60_000);
});
