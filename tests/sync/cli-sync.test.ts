import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/main/cli/engine-access';
import { expectOk } from '../support/engine';
import { usualBinaries, type SyncDatabase } from '../support/sync-server';
import { postgresProxy, type PostgresProxy } from '../support/tcp-proxy';
import { cliHome, type CliHome } from './cli-runner';
import { password, startLoopServer, urlOf, type LoopServer } from './loop-server';

let server: LoopServer;
let lms: SyncDatabase;
let network: PostgresProxy;
let home: CliHome;

beforeAll(async () => {
  if (usualBinaries) server = await startLoopServer();
});
afterAll(() => server?.stop());
beforeEach(async () => {
  home = cliHome();
  if (!usualBinaries) return;
  lms = await server.lms();
  network = await postgresProxy({ port: server.port });
  await home.run('workspace create $W');
});
afterEach(async () => {
  await network?.close();
  home.remove();
});

const url = (user = 'anna', secret?: string): string =>
  urlOf(lms, user, { at: network.port, ...(secret ? { secret } : {}) });

async function init(user = 'anna') {
  const answer = await home.run(`sync init --server ${url(user)}`);
  expect(answer.exit).toBe(0);
  return answer;
}

describe.skipIf(!usualBinaries)('lectern sync', () => {
  it('gives a workspace its server and answers as the specification says', async () => {
    const { json } = await init();
    expect(json).toMatchObject({
      state: 'synced',
      cursor: expect.stringMatching(/^\d+:\d+:/),
      queued: 0,
      parked: 0,
      conflicts: 0,
      lastSyncedAt: expect.stringMatching(/Z$/),
      rows: { Course: 5, AssignmentSubmission: 2 },
    });
    for (const words of ['sync status', 'sync run', 'sync pull', 'sync push']) {
      const answer = await home.run(words);
      expect(answer).toMatchObject({ exit: 0, json: { state: 'synced', queued: 0 } });
      expect(answer.text).toMatch(/as +teacher/);
    }
  });

  it('edits, sends, meets a conflict, shows it and decides it each way', async () => {
    await init();
    const edit = await home.run('edit AssignmentSubmission s-u1 --set score=7 feedback="Good"');
    expect(edit.json).toMatchObject({ op: expect.any(String), action: expect.any(String) });
    expect((await home.run('sync status')).json).toMatchObject({ queued: 1 });
    expect((await home.run('sync outbox')).json).toMatchObject({
      items: [
        { op: edit.json.op, table: 'AssignmentSubmission', id: 's-u1', state: 'queued' },
        { table: 'lectern_grade_history', state: 'queued' },
      ],
    });
    await lms.admin.query(`UPDATE "AssignmentSubmission" SET "score" = 5 WHERE "id" = 's-u1'`);
    const run = await home.run('sync run');
    expect(run).toMatchObject({ exit: 1, json: { state: 'synced', conflicts: 1 } });
    const shown = await home.run('sync conflicts');
    expect(shown.exit).toBe(1);
    expect(shown.json.conflicts).toMatchObject([
      { op: edit.json.op, table: 'AssignmentSubmission', id: 's-u1', reason: 'conflict' },
    ]);
    const [conflict] = shown.json.conflicts as { fields: { field: string }[] }[];
    expect(conflict?.fields.find(({ field }) => field === 'score')).toEqual({
      field: 'score',
      base: null,
      mine: 7,
      theirs: 5,
    });
    const values = join(home.folder, 'values.json');
    writeFileSync(values, '{"score": 6}');
    const resolved = await home.run(`sync resolve ${String(edit.json.op)} --take ${values}`);
    expect(resolved).toMatchObject({ exit: 0, json: { op: edit.json.op } });
    expect((await home.run('sync run')).json).toMatchObject({ conflicts: 0, queued: 0 });
    const { rows } = await lms.admin.query(
      `SELECT "score", "feedback" FROM "AssignmentSubmission" WHERE "id" = 's-u1'`,
    );
    expect(rows).toEqual([{ score: 6, feedback: 'Good' }]);
    expect((await home.run('sync verify')).json).toMatchObject({ ok: true, differs: [] });
  });

  it.each(['mine', 'theirs'] as const)('decides for %s', async (take) => {
    await init();
    const { json } = await home.run('edit AssignmentSubmission s-u2 --set score=9');
    await lms.admin.query(`UPDATE "AssignmentSubmission" SET "score" = 1 WHERE "id" = 's-u2'`);
    await home.run('sync run');
    expect((await home.run(`sync resolve ${String(json.op)} --take ${take}`)).exit).toBe(0);
    expect(await home.run('sync run')).toMatchObject({ exit: 0, json: { conflicts: 0 } });
    const { rows } = await lms.admin.query(
      `SELECT "score" FROM "AssignmentSubmission" WHERE "id" = 's-u2'`,
    );
    expect(rows).toEqual([{ score: take === 'mine' ? 9 : 1 }]);
  });

  it('parks what the server refuses, and offers ways out', async () => {
    await init();
    const { json } = await home.run('edit AssignmentSubmission s-u1 --set feedback="Kept"');
    await lms.admin.query(`DELETE FROM "AssignmentSubmission" WHERE "id" = 's-u1'`);
    expect(await home.run('sync run')).toMatchObject({ exit: 1, json: { parked: 1 } });
    const outbox = await home.run('sync outbox');
    expect(outbox).toMatchObject({
      exit: 1,
      json: { items: [{ reason: 'row_deleted' }, { waitsFor: json.op }] },
    });
    const wrong = await home.run(`sync act ${String(json.op)} explode`);
    expect(wrong).toMatchObject({ exit: 2, json: { error: { code: 'usage' } } });
    expect((await home.run(`sync act ${String(json.op)} recreate`)).exit).toBe(0);
    expect(await home.run('sync run')).toMatchObject({ exit: 0, json: { parked: 0, queued: 0 } });
    const { rows } = await lms.admin.query(
      `SELECT "feedback", "content" FROM "AssignmentSubmission" WHERE "id" = 's-u1'`,
    );
    expect(rows).toEqual([{ feedback: 'Kept', content: 'My essay' }]);
  });

  it('finds by verify and mends by repair what changed while the triggers were off', async () => {
    await init();
    await lms.admin.query(`
      ALTER TABLE "Course" DISABLE TRIGGER ALL;
      UPDATE "Course" SET "title" = 'Unnoticed' WHERE "id" = 'c1';
      ALTER TABLE "Course" ENABLE ALWAYS TRIGGER "lectern_change_update"`);
    const verified = await home.run('sync verify');
    expect(verified).toMatchObject({
      exit: 1,
      json: { ok: false, differs: [{ table: 'Course', ids: ['c1'] }] },
    });
    expect(verified.text).toContain('Course: c1');
    expect(await home.run('sync repair')).toMatchObject({ exit: 0, json: { repaired: 1 } });
    expect(await home.run('sync verify')).toMatchObject({ exit: 0, json: { ok: true } });
  });

  it('ends with 4 and who does not answer when the server is away, and keeps everything', async () => {
    await init();
    await home.run('edit AssignmentSubmission s-u1 --set score=3');
    await network.goOffline();
    const away = await home.run('sync run');
    expect(away.exit).toBe(4);
    expect(away.json).toMatchObject({
      error: { code: 'unavailable', message: expect.stringContaining(`port ${network.port}`) },
      state: 'offline',
      queued: 1,
    });
    expect(await home.run('sync status')).toMatchObject({
      exit: 0,
      json: { state: 'offline', queued: 1, problem: { code: 'port_closed' } },
    });
    await network.accept();
    expect((await home.run('sync status')).json).toMatchObject({ state: 'synced', problem: null });
    expect(await home.run('sync run')).toMatchObject({ exit: 0, json: { queued: 0 } });
  });

  it('sends nothing while it is paused (3), and goes on when it is resumed', async () => {
    await init();
    expect((await home.run('sync pause')).json).toMatchObject({ state: 'paused' });
    await home.run('edit AssignmentSubmission s-u1 --set score=3');
    const refused = await home.run('sync run');
    expect(refused).toMatchObject({
      exit: 3,
      json: { error: { code: 'refused' }, state: 'paused' },
    });
    await home.run('sync resume');
    expect((await home.run('sync run')).json).toMatchObject({ state: 'synced', queued: 0 });
  });

  it('reaches the same server by another login, and no other server', async () => {
    await init();
    const answer = await home.run(`sync server ${url('chief')}`);
    expect(answer).toMatchObject({ exit: 0, json: { state: 'synced' } });
    expect(answer.json.server).toContain('as chief');
    const other = await server.lms();
    await other.admin.query('UPDATE lectern.sync_meta SET epoch = gen_random_uuid()');
    const refused = await home.run(`sync server ${urlOf(other, 'anna')}`);
    expect(refused).toMatchObject({ exit: 3, json: { state: 'synced' } });
    expect((await home.run('sync run')).exit).toBe(0);
  });

  it('does not go over to a login that may only read', async () => {
    await init();
    await lms.admin.query('REVOKE INSERT ON lectern.sync_client, lectern.sync_op FROM chief');
    const refused = await home.run(`sync server ${url('chief')}`);
    expect(refused).toMatchObject({
      exit: 3,
      json: { error: { code: 'refused' }, state: 'synced' },
    });
    expect(refused.text).toContain("lectern.grant_sync('chief')");
    expect((await home.run('sync run')).exit).toBe(0);
  });

  it('takes a password from the URL for one call and says afterwards what it needs', async () => {
    const answer = await home.run(`sync init --server ${url('locked', password)}`);
    expect(answer).toMatchObject({ exit: 0, json: { state: 'synced' } });
    expect((await home.run('sync status')).json).toMatchObject({
      problem: { code: 'password_needed', remedy: expect.stringContaining('LECTERN_PASSWORD') },
    });
    const without = await home.run('sync run');
    expect(without.exit).toBe(4);
    expect(without.json).toMatchObject({
      error: { message: expect.stringContaining('LECTERN_PASSWORD') },
    });
    const wrong = await home.run('sync run', { password: 'guessed-badly' });
    expect(wrong.exit).toBe(4);
    expect(await home.run('sync run', { password })).toMatchObject({ exit: 0 });
    expect((await home.run('sync status', { password })).json).toMatchObject({ problem: null });
    for (const file of filesIn(home.folder)) {
      const bytes = readFileSync(file, 'latin1');
      for (const secret of [password, encodeURIComponent(password), 'sesame', 'guessed-badly'])
        expect(bytes.includes(secret), `${secret} in ${file}`).toBe(false);
    }
  });

  it('reads while a window has the workspace open, and names who holds it when it must write', async () => {
    await init();
    await home.run('edit AssignmentSubmission s-u1 --set score=3');
    const window = expectOk(openEngine(home.workspace, 'write'));
    try {
      for (const words of ['sync status', 'sync conflicts', 'sync outbox'])
        expect((await home.run(words)).exit).toBe(0);
      const busy = await home.run('sync run');
      expect(busy.exit).toBe(4);
      expect(busy.json).toMatchObject({ error: { code: 'busy' }, pid: process.pid });
      expect(busy.text).toContain(`process ${process.pid}`);
    } finally {
      await window.close();
    }
  });
});

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => statSync(file).isFile());
}
