import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../src/shared/kernel/errors';
import { expectFailure, expectOk, testEngine, type TestEngine } from '../support/engine';
import { usualBinaries, type SyncDatabase } from '../support/sync-server';
import { freePort } from '../support/tcp';
import { password, stands, startLoopServer, urlOf, type LoopServer } from './loop-server';

let server: LoopServer;
let lms: SyncDatabase;

beforeAll(async () => {
  if (!usualBinaries) return;
  server = await startLoopServer();
  lms = await server.lms();
});
afterAll(() => server?.stop());

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => statSync(file).isFile());
}

async function refusal(engine: TestEngine, input: { server: string; user?: string }) {
  const failure = expectFailure(await engine.client.sync.init(input), 'refused');
  expect(await stands(engine)).toMatchObject({ state: 'none', server: null, rows: {} });
  return failure.message;
}

/** What was meant, the server that was given, and what is said about it. */
const wrongServers: readonly (readonly [string, () => string, ErrorCode, string])[] = [
  ['a file', () => import.meta.filename, 'bad_input', 'is a file'],
  ['nothing that is known', () => 'no-such-server', 'not_found', 'neither a saved server'],
  ['no URL', () => 'postgres://', 'not_found', ''],
  [
    'another database',
    () => urlOf(lms, 'anna').replace(lms.name, 'nowhere'),
    'unavailable',
    'no database nowhere',
  ],
  ['a login without password', () => urlOf(lms, 'locked'), 'unavailable', 'LECTERN_PASSWORD'],
  [
    'a wrong password',
    () => urlOf(lms, 'locked', { secret: 'wrong' }),
    'unavailable',
    'does not accept the password',
  ],
];

describe.skipIf(!usualBinaries)('giving a workspace its server', () => {
  it('copies the courses of the user that the server says the login is', async () => {
    const engine = await testEngine();
    const status = expectOk(await engine.client.sync.init({ server: urlOf(lms, 'anna') }));
    expect(status).toMatchObject({
      state: 'synced',
      userId: 'teacher',
      queued: 0,
      server: `${lms.name} at 127.0.0.1:${server.port} as anna`,
      rows: { Course: 5, Assignment: 1, AssignmentSubmission: 2, lectern_person: 2 },
    });
    expect(status.cursor).toMatch(/^\d+:\d+:/);
    expect(status.lastSyncedAt).not.toBeNull();
    expect(await stands(engine)).toEqual(status);
  });

  it('takes the user that is given where the server has no mapping, and all courses without', async () => {
    const given = await testEngine();
    const answer = await given.client.sync.init({ server: urlOf(lms, 'stranger'), user: 'nobody' });
    expect(expectOk(answer)).toMatchObject({ userId: 'nobody', rows: { Course: 0 } });
    const all = await testEngine();
    const everything = await all.client.sync.init({ server: urlOf(lms, 'stranger') });
    expect(expectOk(everything)).toMatchObject({ userId: null, rows: { Course: 5 } });
  });

  it('lets a mapped administrator choose a user', async () => {
    const engine = await testEngine();
    const answer = await engine.client.sync.init({ server: urlOf(lms, 'chief'), user: 'teacher' });
    expect(expectOk(answer)).toMatchObject({ userId: 'teacher', rows: { Course: 5 } });
  });

  it('refuses a mapped login that asks to be somebody else', async () => {
    const engine = await testEngine();
    const said = await refusal(engine, { server: urlOf(lms, 'anna'), user: 'other' });
    expect(said).toContain('anna is the LMS user teacher, and not other');
    expect(said).toContain('lectern.role_user');
    expect(await refusal(engine, { server: urlOf(lms, 'nobody_there') })).toContain(
      'no user of the LMS and no administrator',
    );
  });

  it('leaves names and addresses out when that is wished', async () => {
    const engine = await testEngine();
    const status = expectOk(
      await engine.client.sync.init({ server: urlOf(lms, 'anna'), includePeople: false }),
    );
    expect(status.rows).toMatchObject({ lectern_person: 0, AssignmentSubmission: 2 });
    const { ok } = expectOk(await engine.client.sync.verify({}));
    expect(ok).toBe(true);
  });

  it('takes a saved server by its name, whose password it looks up', async () => {
    const engine = await testEngine();
    const { target } = expectOk(
      await engine.client.targets.save({
        name: 'The LMS',
        role: 'staging',
        settings: lms.settings('locked'),
        password,
      }),
    );
    expectOk(await engine.client.sync.init({ server: 'the lms' }));
    const [stored] = engine.sql.prepare('SELECT target_id FROM lectern_sync_state').all();
    expect(stored).toEqual({ target_id: target.id });
    expect(expectOk(await engine.client.sync.run({})).state).toBe('synced');
  });

  it('gives the password of a URL to the keychain, and to no file', async () => {
    const kept = new Map<string, string>();
    const folder = mkdtempSync(join(tmpdir(), 'lectern-log-'));
    const engine = await testEngine({
      logFile: join(folder, 'lectern.log'),
      secrets: {
        available: async () => ({ kept: true }),
        get: async (key) => kept.get(key),
        set: async (key, value) => {
          kept.set(key, value);
          return { kept: true };
        },
        remove: async (key) => void kept.delete(key),
      },
    });
    const own = await server.lms();
    expectOk(await engine.client.sync.init({ server: urlOf(own, 'locked', { secret: password }) }));
    expect([...kept.values()]).toEqual([password]);
    const again = await engine.restart();
    expectOk(await again.client.sync.run({}));
    await own.admin.query(`ALTER ROLE locked PASSWORD 'another'`);
    const third = await again.restart();
    expectFailure(await third.client.sync.run({}), 'unavailable');
    expect(await stands(third)).toMatchObject({ problem: { code: 'password_wrong' } });
    for (const file of [...filesIn(engine.folder), ...filesIn(folder)]) {
      expect(readFileSync(file, 'latin1').includes('sesame'), file).toBe(false);
    }
    rmSync(folder, { recursive: true });
  });

  it('refuses the sample, and says what to do instead', async () => {
    const engine = await testEngine({ sample: true });
    const said = await refusal(engine, { server: urlOf(lms, 'anna') });
    expect(said).toContain('made with the sample');
    expect(said).toContain('workspace create FILE');
  });

  it('refuses a workspace that holds rows or a history', async () => {
    const engine = await testEngine();
    expectOk(await engine.client.courses.create({ title: 'Mine' }));
    expect(await refusal(engine, { server: urlOf(lms, 'anna') })).toContain(
      'not empty (Course 1, history 1)',
    );
    expectOk(await engine.client.history.undo({}));
    expect(await refusal(engine, { server: urlOf(lms, 'anna') })).toContain('history 2');
  });

  it('refuses a second server', async () => {
    const engine = await testEngine();
    expectOk(await engine.client.sync.init({ server: urlOf(lms, 'anna') }));
    const again = await engine.client.sync.init({ server: urlOf(lms, 'anna') });
    expect(expectFailure(again, 'refused').message).toContain('has a server already');
    expect((await stands(engine)).state).toBe('synced');
  });

  it.each(wrongServers)(
    'leaves the workspace without a server for %s',
    async (what, url, code, words) => {
      const engine = await testEngine();
      const answer = await engine.client.sync.init({ server: url() });
      if (what !== 'no URL') {
        const { message } = expectFailure(answer, code);
        expect(message).toContain(words);
        expect(message).not.toContain('wrong@');
      }
      expect(answer.ok).toBe(false);
      expect(await stands(engine)).toMatchObject({ state: 'none', problem: null });
    },
  );

  it('leaves the workspace without a server when nobody answers', async () => {
    const engine = await testEngine();
    const at = await freePort();
    const answer = await engine.client.sync.init({ server: urlOf(lms, 'anna', { at }) });
    expect(expectFailure(answer, 'unavailable').message).toContain(`nothing listens at port ${at}`);
    expect((await stands(engine)).state).toBe('none');
    expectOk(await engine.client.sync.init({ server: urlOf(lms, 'anna') }));
  });

  it('says who has to grant what when the login may not use the server side', async () => {
    const own = await server.lms();
    await own.admin.query('CREATE ROLE ungranted LOGIN');
    const engine = await testEngine();
    const said = await refusal(engine, { server: urlOf(own, 'ungranted') });
    expect(said).toContain("SELECT lectern.grant_sync('ungranted')");
    await own.admin.query("SELECT lectern.grant_sync('ungranted')");
    const status = expectOk(await engine.client.sync.init({ server: urlOf(own, 'ungranted') }));
    expect(status.rows).toMatchObject({ Course: 5 });
  });
});
