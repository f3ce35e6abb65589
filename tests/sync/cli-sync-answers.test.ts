import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { usualBinaries, type SyncDatabase } from '../support/sync-server';
import { cliHome, type CliHome } from './cli-runner';
import { startLoopServer, urlOf, type LoopServer } from './loop-server';

let server: LoopServer;
let lms: SyncDatabase;
let home: CliHome;

beforeAll(async () => {
  if (usualBinaries) server = await startLoopServer();
});
afterAll(() => server?.stop());
beforeEach(async () => {
  home = cliHome();
  await home.run('workspace create $W');
  if (usualBinaries) lms = await server.lms();
});
afterEach(() => home.remove());

/** Both sides set fields of one row; answers the operation that waits. */
async function conflict(table: string, id: string, mine: string, theirs: string): Promise<string> {
  await home.run(`sync init --server ${urlOf(lms, 'anna')}`);
  const { json } = await home.run(`edit ${table} ${id} --set ${mine}`);
  await lms.admin.query(`UPDATE "${table}" SET ${theirs} WHERE "id" = '${id}'`);
  expect(await home.run('sync run')).toMatchObject({ exit: 1, json: { conflicts: 1 } });
  return String(json.op);
}

function resolve(op: string, values: string) {
  const file = join(home.folder, 'values.json');
  writeFileSync(file, values);
  return home.run(`sync resolve ${op} --take ${file}`);
}

describe.skipIf(!usualBinaries)('lectern sync resolve with values of its own', () => {
  it('says of a value that its column does not take what it takes (5), and decides nothing', async () => {
    const op = await conflict('AssignmentSubmission', 's-u1', 'score=7', '"score" = 5');
    for (const [values, said] of [
      ['{"score": "abc"}', 'score takes a number'],
      ['{"score": true}', 'score takes a number'],
      ['{"score": -4}', 'score takes a score from 0 to 10'],
      ['{}', 'No field was named'],
    ] as const) {
      const answer = await resolve(op, values);
      expect(answer, values).toMatchObject({ exit: 5, json: { error: { code: 'bad_input' } } });
      expect(answer.text).toContain(said);
    }
    expect((await home.run('sync status')).json).toMatchObject({ conflicts: 1, queued: 0 });
  });

  it('takes no words for a time, which the server might understand in its own way', async () => {
    const op = await conflict(
      'AssignmentSubmission',
      's-u1',
      'gradedAt="2026-03-03T00:00:00Z"',
      `"gradedAt" = '2026-04-01'`,
    );
    for (const time of ['yesterday', 'nonsense', '2026-02-30T00:00:00Z', '2026-03-03T00:00:00']) {
      const answer = await resolve(op, JSON.stringify({ gradedAt: time }));
      expect(answer, time).toMatchObject({ exit: 5, json: { error: { code: 'bad_input' } } });
    }
    expect((await resolve(op, '{"gradedAt": "2026-03-03T12:00:00+05:00"}')).exit).toBe(0);
    await home.run('sync run');
    const { rows } = await lms.admin.query(
      `SELECT "gradedAt"::text AS at FROM "AssignmentSubmission" WHERE "id" = 's-u1'`,
    );
    expect(rows).toEqual([{ at: '2026-03-03 07:00:00' }]);
  });

  it('takes true, false and lists as JSON has them, like edit', async () => {
    const op = await conflict('Course', 'c1', 'prerequisites=["x"]', `"prerequisites" = '{web}'`);
    expect((await resolve(op, '{"prerequisites": "a"}')).exit).toBe(5);
    expect((await resolve(op, '{"prerequisites": ["x", "web"]}')).exit).toBe(0);
    await home.run('sync run');
    const { rows } = await lms.admin.query(
      `SELECT "prerequisites" FROM "Course" WHERE "id" = 'c1'`,
    );
    expect(rows).toEqual([{ prerequisites: ['x', 'web'] }]);
  });

  it('names the ways out of what has no two sides', async () => {
    await home.run(`sync init --server ${urlOf(lms, 'anna')}`);
    const { json } = await home.run('edit AssignmentSubmission s-u1 --set feedback="Kept"');
    await lms.admin.query(`DELETE FROM "AssignmentSubmission" WHERE "id" = 's-u1'`);
    await home.run('sync run');
    const answer = await home.run(`sync resolve ${String(json.op)} --take mine`);
    expect(answer).toMatchObject({ exit: 3, json: { error: { code: 'refused' } } });
    expect(answer.text).toContain('recreate, retry, discard');
    expect((await home.run('sync conflicts')).text).toContain('sync act OP');
  });
});

describe.skipIf(!usualBinaries)('lectern sync init, called with something missing', () => {
  it('does not take an empty --user for an administrator', async () => {
    const answer = await home.run(`sync init --server ${urlOf(lms, 'stranger')} --user=`);
    expect(answer).toMatchObject({ exit: 2, json: { error: { code: 'usage' } } });
    expect((await home.run('sync status')).json).toMatchObject({ state: 'none' });
  });

  it.each([
    ['taecher', true],
    ['teacher', false],
  ])('says of the user %s that no course is theirs: %s', async (user, isSaid) => {
    const answer = await home.run(`sync init --server ${urlOf(lms, 'stranger')} --user ${user}`);
    expect(answer).toMatchObject({ exit: 0, json: { state: 'synced', userId: user } });
    const said = `No course belongs to the LMS user ${user}`;
    expect(answer.text.includes(said)).toBe(isSaid);
  });

  it('says of a database without an LMS that it is none, and installs nothing there', async () => {
    const { name, close } = await server.server.server.createDatabase();
    try {
      const there = urlOf(lms, 'anna').replace(lms.name, name);
      for (const words of [
        `sync init --server ${there}`,
        `sync init --server ${there} --install`,
      ]) {
        const answer = await home.run(words);
        expect(answer).toMatchObject({ exit: 3, json: { problem: 'no_lms' } });
        expect(answer.text).toContain(`The database ${name}`);
        expect(answer.text).not.toContain('migrate up');
      }
    } finally {
      await close();
    }
  });
});

describe.skipIf(!usualBinaries)('lectern sync, while the server does not log every change', () => {
  it('says so with each run and status, and stops when it is mended', async () => {
    await home.run(`sync init --server ${urlOf(lms, 'anna')}`);
    await lms.admin.query('ALTER TABLE "AssignmentSubmission" DISABLE TRIGGER ALL');
    for (const words of ['sync run', 'sync status']) {
      const answer = await home.run(words);
      expect(answer).toMatchObject({
        exit: 0,
        json: { state: 'synced', problem: { code: 'triggers_missing' } },
      });
      expect(answer.text).toContain('install_change_triggers');
    }
    await lms.admin.query('SELECT lectern.install_change_triggers()');
    expect((await home.run('sync run')).json).toMatchObject({ problem: null });
  });
});
