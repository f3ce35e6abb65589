import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { failure, type Failure } from '../../../shared/kernel/errors';
import { err, ok, type Result } from '../../../shared/kernel/result';

/** The steps on the disk that can fail; tests put a full disk here. */
export type FilePort = {
  readonly open: typeof open;
  readonly rename: typeof rename;
};

const disk: FilePort = { open, rename };

function systemCode(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

const kept = 'No half-written file remains, and everything stored before is kept.';

/** Turns what a file system can refuse into a failure; undefined means a bug of ours. */
function fileFailure(error: unknown, file: string): Failure | undefined {
  const code = systemCode(error);
  const folder = dirname(file);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return failure(
        'disk_full',
        `The disk of ${folder} is full; ${basename(file)} was not written. ${kept} Free some space or choose another folder, then issue again.`,
        { file },
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return failure(
        'read_only',
        `${folder} cannot be written to. ${kept} Choose another folder or change its permissions, then issue again.`,
        { file },
      );
    case 'ENOTDIR':
    case 'EEXIST':
    case 'EISDIR':
    case 'ENAMETOOLONG':
    case 'ENOENT':
      return failure(
        'bad_input',
        `${folder} is not a folder that can hold certificates. ${kept} Choose another folder.`,
        { file },
      );
    case 'EIO':
    case 'EMFILE':
    case 'ENFILE':
      return failure('unavailable', `${file} could not be written (${code}). ${kept} Try again.`, {
        file,
      });
    default:
      return undefined;
  }
}

/** Makes a folder, with the folders above it. */
export async function ensureFolder(folder: string): Promise<Result<string, Failure>> {
  try {
    await mkdir(folder, { recursive: true });
    return ok(folder);
  } catch (error) {
    const known = fileFailure(error, join(folder, '.'));
    if (known) return err(known);
    throw error;
  }
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

async function writeThrough(port: FilePort, temporary: string, bytes: Uint8Array): Promise<void> {
  const handle = await port.open(temporary, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Writes a whole file or none: a hidden neighbour is written and forced to the disk, then takes
 * the name. The neighbour's name follows from the file's, so that one left by a crash is used
 * up by the next attempt. Failure: a full disk, a folder that cannot be written.
 */
export async function storeFile(
  file: string,
  bytes: Uint8Array,
  port: FilePort = disk,
): Promise<Result<string, Failure>> {
  const temporary = join(dirname(file), `.${basename(file)}.part`);
  try {
    await writeThrough(port, temporary, bytes);
    await port.rename(temporary, file);
    await syncFolder(dirname(file));
    return ok(file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined); // the first error says more
    const known = fileFailure(error, file);
    if (known) return err(known);
    throw error;
  }
}
