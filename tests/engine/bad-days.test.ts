import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statfsSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspaceFile } from '../../src/main/engine/storage/open';
import { restoreWorkspaceFile } from '../../src/main/engine/storage/restore';
import { expectFailure, expectOk, testEngine, testNow } from '../support/engine';

const writer = { program: 'a test', pid: process.pid };
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-bad-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of a sound sample workspace under a name of its own. */
async function aWorkspace(name: string): Promise<string> {
  const engine = await testEngine({ sample: true });
  const file = join(folder, name);
  engine.sql.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(engine.file, file);
  return file;
}

describe('a file that cannot be opened is left as it is, and the message says what it is', () => {
  it.each([
    ['empty', '', /is empty/],
    ['text', 'This is a letter.', /is not a Lectern workspace/],
    ['binary', Buffer.alloc(100_000, 7).toString('latin1'), /is not a Lectern workspace/],
  ])('%s', (name, content, message) => {
    const file = join(folder, `${name}.lectern`);
    writeFileSync(file, content, 'latin1');
    const failure = expectFailure(openWorkspaceFile({ file, mode: 'write', writer }), 'corrupt');
    expect(failure.message).toMatch(message);
    expect(failure.message).toContain(file);
    expect(readFileSync(file, 'latin1')).toBe(content);
  });

  it('a folder, and nothing at all', () => {
    expectFailure(openWorkspaceFile({ file: folder, mode: 'write', writer }), 'bad_input');
    const missing = join(folder, 'missing.lectern');
    expectFailure(openWorkspaceFile({ file: missing, mode: 'write', writer }), 'not_found');
  });

  it('a database of another program', () => {
    const file = join(folder, 'other.db');
    new BetterSqlite3(file).exec('CREATE TABLE t (a)').close();
    const failure = expectFailure(openWorkspaceFile({ file, mode: 'write', writer }), 'corrupt');
    expect(failure.message).toMatch(/another program/);
  });

  it('a workspace cut off in the middle, or overwritten in places', async () => {
    const cut = await aWorkspace('cut.lectern');
    truncateSync(cut, 1_000_000);
    expectFailure(openWorkspaceFile({ file: cut, mode: 'write', writer }), 'corrupt');
    const scratched = await aWorkspace('scratched.lectern');
    const bytes = readFileSync(scratched);
    for (let at = 100_000; at + 4096 <= bytes.length; at += 50_000) bytes.fill(0xaa, at, at + 4096);
    writeFileSync(scratched, bytes);
    expectFailure(openWorkspaceFile({ file: scratched, mode: 'write', writer }), 'corrupt');
  });

  it('a workspace that a newer Lectern has worked on', async () => {
    const file = await aWorkspace('newer.lectern');
    const db = new BetterSqlite3(file);
    db.exec(
      "INSERT INTO lectern_migration_history SELECT '199_future', step_group, up_sha256, down_sha256, verify_sha256, started_at, ended_at, 1, who, result, 0, 0, '9.0.0', NULL FROM lectern_migration_history LIMIT 1",
    );
    db.close();
    await expect(testEngine({ file })).rejects.toThrow(/newer_workspace.*199_future/);
  });
});

describe('a workspace that is open elsewhere', () => {
  it('can be read, and for writing names the program that holds it', async () => {
    const engine = await testEngine({ sample: true });
    const second = expectFailure(
      openWorkspaceFile({
        file: engine.file,
        mode: 'write',
        writer: { program: 'another', pid: 1 },
      }),
      'busy',
    );
    expect(second.message).toContain('a test');
    expect(second.details?.pid).toBe(process.pid);
    const reader = expectOk(openWorkspaceFile({ file: engine.file, mode: 'read', writer }));
    expect(reader.readOnly).toBe(true);
    expect(() => reader.write(() => 1)).toThrow(/reading only/);
    reader.close();
  });

  it('is free again at once when its program is killed', async () => {
    const file = await aWorkspace('killed.lectern');
    const script = `
      const Database = require(${JSON.stringify(require.resolve('better-sqlite3'))});
      const lock = new Database(${JSON.stringify(join(folder, '.killed.lectern-writer'))});
      lock.pragma('journal_mode = MEMORY'); lock.exec('BEGIN EXCLUSIVE'); process.kill(process.pid, 'SIGKILL');`;
    expect(spawnSync(process.execPath, ['-e', script]).signal).toBe('SIGKILL');
    expectOk(openWorkspaceFile({ file, mode: 'write', writer })).close();
  });
});

describe('a backup', () => {
  it('takes the place of a damaged workspace, which is set aside and not deleted', async () => {
    const backup = await aWorkspace('backup.lectern');
    const file = join(folder, 'damaged.lectern');
    writeFileSync(file, 'damaged');
    const clock = { now: () => testNow };
    const restored = expectOk(
      restoreWorkspaceFile({ file, backup, program: 'a test', pid: process.pid, clock }),
    );
    expect(readFileSync(restored.setAside ?? '', 'utf8')).toBe('damaged');
    expect(readFileSync(file).equals(readFileSync(backup))).toBe(true);
  });

  it('that is damaged itself changes nothing', async () => {
    const file = await aWorkspace('sound.lectern');
    const before = readFileSync(file);
    const backup = join(folder, 'bad-backup.lectern');
    writeFileSync(backup, before.subarray(0, 500_000));
    const clock = { now: () => testNow };
    expectFailure(
      restoreWorkspaceFile({ file, backup, program: 'a test', pid: process.pid, clock }),
      'corrupt',
    );
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

/** A small disk of its own, so that it can be filled up; undefined where that is not allowed. */
function smallDisk(megabytes: number): string | undefined {
  const disk = join(folder, 'disk');
  mkdirSync(disk, { recursive: true });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk]);
  return mounted.status === 0 ? disk : undefined;
}

describe('a full disk', () => {
  it('lets one more grade be stored from the reserve, then says so and loses nothing acknowledged', async (context) => {
    const disk = smallDisk(48);
    if (!disk) return context.skip('mounting a small disk needs root on Linux');
    try {
      const file = join(disk, 'full.lectern');
      copyFileSync(await aWorkspace('to-fill.lectern'), file);
      const engine = await testEngine({ file });
      const { rooms } = expectOk(await engine.client.grading.rooms({}));
      const assignmentId = rooms[0]?.assignmentId ?? '';
      const { submissions } = expectOk(await engine.client.grading.queue({ assignmentId }));
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(join(disk, 'filler'), Buffer.alloc(bavail * bsize));
      const acknowledged: string[] = [];
      let refused = 0;
      for (let round = 0; round < 400 && refused === 0; round += 1) {
        const { id } = submissions[round % submissions.length] ?? { id: '' };
        // Long feedback, so that the reserve is used up soon.
        const result = await engine.client.grading.grade({
          id,
          raw: 5,
          feedback: 'x'.repeat(60_000) + round,
        });
        if (result.ok) acknowledged.push(`${id} ${round}`);
        else {
          refused += 1;
          expect(result.error.code).toBe('disk_full');
          expect(result.error.message).toMatch(/Nothing of this change was stored/);
        }
      }
      expect(acknowledged.length).toBeGreaterThan(0);
      expect(refused).toBe(1);
      rmSync(join(disk, 'filler'));
      const check = expectOk(await engine.client.workspace.check({}));
      expect(check.complaints).toEqual([]);
      const newest = new Map(acknowledged.map((entry) => entry.split(' ') as [string, string]));
      for (const [id, round] of newest) {
        const { feedback } = expectOk(await engine.client.grading.submission({ id }));
        expect(feedback?.endsWith(`x${round}`)).toBe(true);
      }
      await engine.close();
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});
