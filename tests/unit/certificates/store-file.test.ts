import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  ensureFolder,
  storeFile,
  type FilePort,
} from '../../../src/main/engine/certificates/store-file';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const systemError = (code: string): Error => Object.assign(new Error(code), { code });

/** A disk on which one step fails. */
const failing = (step: keyof FilePort, code: string): FilePort => ({
  open,
  rename,
  [step]: () => Promise.reject(systemError(code)),
});

describe('storing a file', () => {
  test('writes the whole file and leaves nothing beside it', async () => {
    const file = join(folder, 'one.pdf');
    expect(await storeFile(file, new Uint8Array([1, 2, 3]))).toEqual({ ok: true, value: file });
    expect(readdirSync(folder)).toEqual(['one.pdf']);
    expect([...readFileSync(file)]).toEqual([1, 2, 3]);
  });

  test('uses up what an interrupted attempt left, and replaces an older file whole', async () => {
    writeFileSync(join(folder, '.one.pdf.part'), 'half');
    writeFileSync(join(folder, 'one.pdf'), 'older');
    await storeFile(join(folder, 'one.pdf'), new Uint8Array([9]));
    expect(readdirSync(folder)).toEqual(['one.pdf']);
    expect([...readFileSync(join(folder, 'one.pdf'))]).toEqual([9]);
  });

  test.each([
    ['rename', 'ENOSPC', 'disk_full'],
    ['rename', 'EACCES', 'read_only'],
    ['open', 'EROFS', 'read_only'],
    ['open', 'ENOSPC', 'disk_full'],
    ['open', 'EIO', 'unavailable'],
  ] as const)(
    'when %s fails with %s it answers %s and leaves nothing',
    async (step, code, answer) => {
      const stored = await storeFile(
        join(folder, 'one.pdf'),
        new Uint8Array(9),
        failing(step, code),
      );
      expect(stored.ok ? 'stored' : stored.error.code).toBe(answer);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  test('a folder that is a file is refused with a sentence', async () => {
    writeFileSync(join(folder, 'taken'), '');
    const made = await ensureFolder(join(folder, 'taken', 'inner'));
    expect(made.ok ? 'made' : made.error.code).toBe('bad_input');
  });
});

const succeeds = (program: string, ...words: readonly string[]): boolean =>
  spawnSync(program, words).status === 0;

/** A disk of 64 KB, or undefined where this user may not mount one. */
function mountSmallDisk(): string | undefined {
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  return succeeds('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk) ? disk : undefined;
}

test('a disk that is really full keeps what was there and nothing else', async ({ skip }) => {
  const disk = mountSmallDisk();
  if (disk === undefined) return skip('no small disk can be mounted here');
  try {
    await storeFile(join(disk, 'first.pdf'), new Uint8Array(20_000));
    const second = await storeFile(join(disk, 'second.pdf'), new Uint8Array(200_000));
    expect(second.ok ? 'stored' : second.error.code).toBe('disk_full');
    expect(readdirSync(disk)).toEqual(['first.pdf']);
  } finally {
    succeeds('umount', disk);
  }
});
