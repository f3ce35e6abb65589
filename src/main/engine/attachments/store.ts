import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { open, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { codeOf } from './error-problem';

/** A file as its row knows it. */
export type KeptFile = { readonly sha256: string; readonly bytes: number };

/** Kept files on the disk, named by what is in them. */
export type FileStore = {
  readonly folder: string;
  /** A new place for bytes that are arriving; its folder is there. */
  readonly newPartial: (id: string) => Promise<string>;
  readonly dropPartial: (partial: string) => Promise<void>;
  /** Removes what an earlier run left half done. */
  readonly sweepPartials: () => Promise<void>;
  /** Gives a whole file its lasting name. */
  readonly keep: (partial: string, sha256: string) => Promise<void>;
  /** Whether the file is there as it was kept; reads it only when it was touched since. */
  readonly isIntact: (file: KeptFile) => Promise<boolean>;
  /** A cheap look: there, and of the right size. */
  readonly seemsThere: (file: KeptFile) => Promise<boolean>;
  /** Copies a file whose hash is right; false when it is missing or changed, nothing is left then. */
  readonly copyTo: (file: KeptFile, target: string) => Promise<boolean>;
  /** Removes a file; false when it cannot be removed now (held open elsewhere). */
  readonly remove: (sha256: string) => boolean;
};

/** Every kept file says that it is of this time: one that says another has been touched. */
const keptTime = new Date('2000-01-01T00:00:00.000Z');
const chunkBytes = 256 * 1024;

/**
 * The store beside a workspace file: `files/<name of the workspace>/<first two of the hash>/<hash>`.
 * Two workspaces in one folder have one each: what one clears, the other may need for grading.
 */
export function openFileStore(workspaceFile: string): FileStore {
  const folder = join(dirname(workspaceFile), 'files', basename(workspaceFile));
  const partials = join(folder, 'partial');
  const place = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256);
  return {
    folder,
    newPartial: async (id) => {
      await mkdir(partials, { recursive: true, mode: 0o700 });
      return join(partials, `${id}.part`);
    },
    dropPartial: (partial) => rm(partial, { force: true }),
    sweepPartials: async () => {
      const found = await readdir(partials).catch(() => []); // no folder yet: nothing was begun
      await Promise.all(found.map((name) => rm(join(partials, name), { force: true })));
    },
    keep: (partial, sha256) => moveInto(partial, place(sha256)),
    isIntact: (file) => isIntact(place(file.sha256), file),
    seemsThere: async ({ sha256, bytes }) => (await look(place(sha256)))?.size === bytes,
    copyTo: (file, target) => copyVerified(place(file.sha256), file, target),
    remove: (sha256) => removeFile(place(sha256)),
  };
}

async function moveInto(partial: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await utimes(partial, keptTime, keptTime);
  await rename(partial, target);
  await syncFolder(dirname(target));
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; there a rename is durable by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function look(file: string) {
  try {
    return await stat(file);
  } catch (error) {
    if (codeOf(error) === '') throw error;
    // Not there, or not to be read: either way it is fetched again.
    return undefined;
  }
}

async function isIntact(file: string, { sha256, bytes }: KeptFile): Promise<boolean> {
  const found = await look(file);
  if (found?.size !== bytes) return false;
  if (found.mtimeMs === keptTime.getTime()) return true;
  if ((await hashOf(file)) !== sha256) return false;
  await utimes(file, keptTime, keptTime);
  return true;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await readThrough(file, (chunk) => {
    hash.update(chunk);
  });
  return hash.digest('hex');
}

/** Reads a file in pieces, one at a time. */
async function readThrough(
  file: string,
  take: (chunk: Uint8Array) => Promise<void> | void,
): Promise<void> {
  const handle = await open(file, 'r');
  try {
    const buffer = Buffer.alloc(chunkBytes);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, chunkBytes, null);
      if (bytesRead === 0) return;
      await take(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}

/** The hash is that of the bytes that were written, so nothing can change between check and copy. */
async function copyVerified(
  source: string,
  { sha256, bytes }: KeptFile,
  target: string,
): Promise<boolean> {
  if ((await look(source))?.size !== bytes) return false;
  const unfinished = join(dirname(target), `.${basename(target)}.part`);
  const hash = createHash('sha256');
  const handle = await open(unfinished, 'w', 0o600);
  try {
    await readThrough(source, async (chunk) => {
      hash.update(chunk);
      await handle.writeFile(chunk);
    });
    await handle.sync();
    await handle.close();
    const isRight = hash.digest('hex') === sha256;
    if (isRight) await rename(unfinished, target);
    else await rm(unfinished, { force: true });
    return isRight;
  } catch (error) {
    await handle.close().catch(() => undefined); // the first error says more
    await rm(unfinished, { force: true });
    throw error;
  }
}

function removeFile(file: string): boolean {
  try {
    rmSync(file, { force: true });
    return true;
  } catch (error) {
    if (codeOf(error) === '') throw error;
    return false;
  }
}
