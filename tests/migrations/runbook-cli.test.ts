import { execFile } from 'node:child_process';
import { existsSync, readFileSync, truncateSync, copyFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { legacyOn, postgresServers, urlFor } from '../support/lms-on-postgres';
import { temporaryFolder } from '../support/migration-target';
import { startServer, type TestDatabase, type TestServer } from '../support/postgres';

const size = { users: 20, courses: 4, chaptersPerCourse: 3, seed: 3 };
const program = resolve(import.meta.dirname, '../../out/main/cli.js');

type Ended = {
  readonly exit: number;
  readonly json: Record<string, unknown>;
  readonly stderr: string;
};

/** Runs the built program as a script would, in a home of its own. */
function lectern(home: string, ...words: readonly string[]): Promise<Ended> {
  const env = { PATH: process.env.PATH, LECTERN_HOME: home };
  return new Promise((done) => {
    execFile(process.execPath, [program, ...words, '--json'], { env }, (error, stdout, stderr) => {
      const exit = typeof error?.code === 'number' ? error.code : error ? -1 : 0;
      done({ exit, json: JSON.parse(stdout === '' ? '{}' : stdout), stderr });
    });
  });
}

const [, binaries] = Object.entries(postgresServers).findLast(([, found]) => found) ?? [];

describe('the runbook on the command line', () => {
  let server: TestServer;
  let legacy: TestDatabase;

  beforeAll(async () => {
    if (!binaries) return;
    server = await startServer(binaries);
    legacy = await legacyOn(server, size);
  });
  afterAll(async () => {
    await legacy?.close();
    await server?.stop();
  });

  test.skipIf(!binaries)(
    'leads to applied steps, with the exit codes of the contract',
    async () => {
      const folder = temporaryFolder();
      const run = (...words: string[]): Promise<Ended> =>
        lectern(join(folder, 'home'), ...words, '--database', urlFor(legacy));
      const gate = await run('migrate', 'up');
      expect(gate.exit).toBe(3);
      expect(gate.json).toMatchObject({ error: { code: 'refused' } });
      expect((await run('migrate', 'up', '--skip-checklist')).exit).toBe(2);
      expect((await run('migrate', 'backup')).exit).toBe(2);
      const file = join(folder, 'lms.backup');
      const backup = await run('migrate', 'backup', '--out', file);
      expect(backup.exit).toBe(0);
      expect(backup.json).toMatchObject({ file, bytes: statSync(file).size, restored: true });
      expect((backup.json.counts as Record<string, number>).Course).toBe(4);
      expect((await run('migrate', 'backup', '--out', file)).exit).toBe(5);

      expect((await run('migrate', 'checklist', '--tick', 'tea', '--note', 'x')).exit).toBe(2);
      expect((await run('migrate', 'checklist', '--tick', 'team')).exit).toBe(2);
      for (const item of [
        'staging',
        'application',
        'feature-flags',
        'monitoring',
        'rollback',
        'team',
      ])
        expect((await run('migrate', 'checklist', '--tick', item, '--note', 'done')).exit).toBe(0);
      const list = await run('migrate', 'checklist');
      const items = list.json.items as { name: string; ok: boolean; kind: string; note: string }[];
      expect(items.map((item) => item.ok)).toEqual(items.map(() => true));
      expect(Object.keys(items[0] ?? {}).sort()).toEqual([
        'at',
        'by',
        'kind',
        'name',
        'note',
        'ok',
      ]);

      const cut = join(folder, 'cut.backup');
      copyFileSync(file, cut);
      truncateSync(cut, statSync(cut).size - 50);
      const refused = await run('migrate', 'up', '--backup', cut);
      expect([refused.exit, refused.json]).toMatchObject([3, { error: { code: 'refused' } }]);
      const status = await run('migrate', 'status');
      expect(JSON.stringify(status.json.steps)).not.toContain('"applied"');

      const up = await run('migrate', 'up', '--backup', file);
      expect(up.exit).toBe(0);
      expect(up.json.applied).toHaveLength(15);
      const history = await run('migrate', 'history', '--kind', 'apply');
      expect(history.exit).toBe(0);
      expect((history.json.events as unknown[]).length).toBeGreaterThan(12);
      expect((await run('migrate', 'history', '--limit', '0')).exit).toBe(2);
      const page = join(folder, 'report.html');
      const report = await run('migrate', 'report', page);
      expect([report.exit, report.json.ok, existsSync(page)]).toEqual([0, true, true]);
      expect(readFileSync(page, 'utf8')).toContain('Deployment checklist');
    },
  );

  test('backs up a workspace and reports on it', async () => {
    const folder = temporaryFolder();
    const home = join(folder, 'home');
    const workspace = join(folder, 'own.lectern');
    expect((await lectern(home, 'workspace', 'create', workspace)).exit).toBe(0);
    const run = (...words: string[]): Promise<Ended> =>
      lectern(home, ...words, '--workspace', workspace);
    const file = join(folder, 'copy.lectern');
    expect((await run('migrate', 'backup', '--out', file)).json).toMatchObject({ restored: true });
    const tick = await run('migrate', 'checklist', '--tick', 'team', '--note', 'told');
    expect([tick.exit, tick.stderr]).toEqual([0, '']);
    const history = await run('migrate', 'history', '--limit', '1');
    expect(history.json.events).toMatchObject([{ kind: 'tick' }]);
    expect((await run('migrate', 'report', join(folder, 'report.json'))).exit).toBe(0);
  });
});
