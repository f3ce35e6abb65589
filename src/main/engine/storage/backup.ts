import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { fail, FailureError } from '../../../shared/kernel/errors';
import { readOnThread } from '../jobs/read-aside';
import type { Workers } from '../jobs/workers';
import { handleFor } from './database';
import { fileIdentity } from './same-file';
import { soundness, soundnessOf } from './soundness';
import type { Workspace } from './workspace';

/** A copy of a workspace. */
export type Backup = { readonly file: string; readonly at: string; readonly bytes: number };

/**
 * Copies a workspace while it is in use (SQLite's online backup), checks the copy, and only then
 * gives it its name. Fails with `corrupt` when the copy does not pass quick_check; the half-made
 * file is removed on any failure. With `workers` a large copy is checked on a thread.
 */
export async function backupTo(
  workspace: Pick<Workspace, 'connection'>,
  file: string,
  workers?: Workers,
): Promise<number> {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.part`;
  try {
    await workspace.connection.backup(temporary);
    await checkCopy(temporary, workers);
    syncFile(temporary);
    renameSync(temporary, file);
    return statSync(file).size;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** The check of a smaller copy takes a few milliseconds. */
const smallBytes = 8 * 1024 * 1024;

async function checkCopy(file: string, workers: Workers | undefined): Promise<void> {
  const isLarge = statSync(file).size > smallBytes;
  const here = checkHere(file, workers !== undefined && isLarge);
  const answer = here ?? (workers ? await checkOnThread(workers, file) : undefined);
  if (answer === 'ok') return;
  fail(
    'corrupt',
    `The backup did not pass its check (${String(answer)}) and was not kept. The workspace is unchanged.`,
  );
}

function checkHere(file: string, isLeftToThread: boolean): string | undefined {
  const copy = new BetterSqlite3(file);
  try {
    // The copy stands alone: without this it would ask for a WAL file beside it.
    copy.pragma('journal_mode = DELETE');
    return isLeftToThread ? undefined : soundnessOf(handleFor(copy));
  } finally {
    copy.close();
  }
}

async function checkOnThread(workers: Workers, file: string): Promise<string | undefined> {
  const request = { file, identity: fileIdentity(file) ?? '', name: soundness.name, input: null };
  try {
    return (await readOnThread<string>(workers, request)).value;
  } catch (error) {
    if (error instanceof FailureError) throw error;
    // What cannot even be read there gets its own error here.
    return checkHere(file, false);
  }
}

function syncFile(file: string): void {
  const descriptor = openSync(file, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/** Where an automatic backup of `workspace` made at `epochMs` belongs. */
export function backupName(folder: string, workspaceFile: string, epochMs: number): string {
  const stamp = new Date(epochMs).toISOString().replaceAll(':', '-').replace('Z', '');
  return join(folder, `${stem(workspaceFile)}-${stamp}.lectern-backup`);
}

/** Backups of this workspace, newest first. */
export function listBackups(folder: string, workspaceFile: string): Backup[] {
  const prefix = `${stem(workspaceFile)}-`;
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    // No folder yet: no backups yet.
    return [];
  }
  return names
    .filter((name) => name.startsWith(prefix) && name.endsWith('.lectern-backup'))
    .map((name) => {
      const file = join(folder, name);
      const { size } = statSync(file);
      const [day = '', time = ''] = name.slice(prefix.length, -'.lectern-backup'.length).split('T');
      return { file, at: `${day}T${time.replaceAll('-', ':')}Z`, bytes: size };
    })
    .sort((a, b) => b.at.localeCompare(a.at));
}

function stem(file: string): string {
  return basename(file).replace(/\.[^.]*$/, '');
}
