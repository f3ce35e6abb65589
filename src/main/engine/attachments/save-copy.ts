import { realpath, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { toInstant } from '../../../shared/kernel/clock';
import { fail } from '../../../shared/kernel/errors';
import type { AttachmentSurroundings } from './attachments';
import { codeOf } from './error-problem';
import { findFile, saveChanged, touchFile } from './repository';
import type { FileStore } from './store';

type CopyContext = AttachmentSurroundings & {
  readonly store: FileStore;
  /** A kept file turned out to be gone or changed. */
  readonly lost: () => void;
};

/**
 * Copies a kept file to a place a person chose. The bytes are hashed as they are copied; a file
 * that was changed on the disk is not handed out but fetched again.
 */
export async function saveCopy(
  context: CopyContext,
  url: string,
  file: string,
): Promise<{ readonly file: string; readonly bytes: number }> {
  const { workspace, store, clock, emit } = context;
  const target = resolve(file);
  await refuseOwnFiles(workspace.file, store.folder, target);
  const kept = findFile(workspace.read, url);
  if (kept?.state !== 'kept' || kept.sha256 === null || kept.bytes === null) {
    return fail('not_found', 'This file is not kept on this computer. Nothing was written.', {
      url,
    });
  }
  const { sha256, bytes } = kept;
  if (!(await copy(store, { sha256, bytes }, target))) {
    if (!workspace.readOnly) workspace.write((db) => saveChanged(db, sha256));
    emit('changed', { tables: ['lectern_offline_file'] });
    context.lost();
    return fail(
      'corrupt',
      'The kept file was changed or removed on the disk, so no copy was written. It is fetched again when the server can be reached.',
      { url },
    );
  }
  await markAsForeign(target);
  if (!workspace.readOnly) {
    workspace.write((db) => touchFile(db, url, toInstant(clock.now())));
  }
  return { file: target, bytes };
}

/**
 * A dialog may be pointed at anything; what Lectern itself lives on must survive that, under
 * whatever name (a link, other capitals) it is chosen.
 */
async function refuseOwnFiles(
  workspaceFile: string,
  folder: string,
  target: string,
): Promise<void> {
  const own = ['', '-wal', '-shm'].map((end) => `${resolve(workspaceFile)}${end}`);
  const parent = await realpath(dirname(target)).catch(() => dirname(target)); // copying says more
  const keptIn = await realpath(folder).catch(() => folder);
  const isOwn = own.includes(target) || `${parent}${sep}`.startsWith(keptIn + sep);
  if (!isOwn && !(await isOneOf(target, own))) return;
  fail(
    'bad_input',
    `${target} belongs to the workspace. Nothing was written; choose another place.`,
    { file: target },
  );
}

async function isOneOf(target: string, files: readonly string[]): Promise<boolean> {
  const identity = async (file: string): Promise<string | undefined> => {
    // Not there: then it is none of them.
    const found = await stat(file, { bigint: true }).catch(() => undefined);
    return found && `${found.dev}:${found.ino}`;
  };
  const wanted = await identity(target);
  if (wanted === undefined) return false;
  return (await Promise.all(files.map(identity))).includes(wanted);
}

async function copy(
  store: FileStore,
  kept: { readonly sha256: string; readonly bytes: number },
  target: string,
): Promise<boolean> {
  try {
    return await store.copyTo(kept, target);
  } catch (error) {
    const code = codeOf(error);
    const facts = { file: target };
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      fail(
        'disk_full',
        `The disk of ${dirname(target)} is full. No copy was written; choose another place.`,
        facts,
      );
    }
    if (code === '') throw error;
    return fail(
      'bad_input',
      `${target} could not be written (${code}). Choose another place.`,
      facts,
    );
  }
}

/** Windows then opens it with care (protected view), as it does with downloads of a browser. */
async function markAsForeign(target: string): Promise<void> {
  if (process.platform !== 'win32') return;
  // A disk that cannot hold the mark (FAT) holds the copy all the same.
  await writeFile(`${target}:Zone.Identifier`, '[ZoneTransfer]\r\nZoneId=3\r\n').catch(
    () => undefined,
  );
}
