import { dirname } from 'node:path';
import { toInstant } from '../../../shared/kernel/clock';
import { checkAddress, type AllowedReach } from './address-rules';
import type { AttachmentSurroundings, Patience } from './attachments';
import { codeOf, problemOfError } from './error-problem';
import { fetchFile, type FetchedFile } from './fetch-file';
import { retryDelay, type Problem } from './problem';
import { findFile, isContentKept, saveKept, saveProblem } from './repository';
import type { Room } from './room';
import type { FileStore } from './store';

/** What fetching one file needs; the same for all files of a round. */
export type KeepContext = AttachmentSurroundings & {
  readonly store: FileStore;
  readonly room: Room;
  readonly fileBytes: number;
  readonly allowed: AllowedReach;
  readonly authorities: readonly string[];
  readonly patience: Patience;
  readonly freeBytes: (folder: string) => Promise<number>;
  readonly signal: AbortSignal;
};

/** Left for the workspace and everybody else: files are never what fills a disk. */
const diskReserve = 256_000_000;

/**
 * Fetches one file and notes what came of it. Answers the problem, or undefined when the file is
 * kept or the round was given up; in that case the row stays as it was.
 */
export async function keepFile(context: KeepContext, url: string): Promise<Problem | undefined> {
  const problem = await tryToKeep(context, url);
  if (!problem || context.signal.aborted) return undefined;
  noteProblems(context, [[url, problem]]);
  return problem;
}

async function tryToKeep(context: KeepContext, url: string): Promise<Problem | undefined> {
  const { store, room, allowed, workspace } = context;
  const address = checkAddress(url, allowed);
  if (!address.ok) return address.error;
  const most = room.most(context.fileBytes);
  if (most <= 0) return { code: 'no_room' };
  const free = (await context.freeBytes(dirname(workspace.file))) - diskReserve;
  if (free <= 0) return { code: 'disk', detail: 'ENOSPC' };
  const limit = Math.min(most, free);
  const partial = await store.newPartial(context.newId());
  try {
    const userAgent = `Lectern/${context.version}`;
    const fetched = await fetchFile({ ...context, url, partial, limit, userAgent });
    if (!fetched.ok) return whyTooLarge(fetched.error, { fileBytes: context.fileBytes, most });
    return await keep(context, url, partial, fetched.value);
  } catch (error) {
    // The disk's own errors; anything without a code is a bug.
    if (codeOf(error) === '') throw error;
    return problemOfError(error);
  } finally {
    await store.dropPartial(partial);
  }
}

/** The same limit stands for three things; which one was reached decides what helps. */
function whyTooLarge(
  problem: Problem,
  limits: { readonly fileBytes: number; readonly most: number },
): Problem {
  if (problem.code !== 'too_large') return problem;
  const size = Number(problem.detail);
  if (size > limits.fileBytes) return problem;
  return size > limits.most ? { code: 'no_room' } : { code: 'disk', detail: 'ENOSPC' };
}

async function keep(
  { workspace, store, room, clock }: KeepContext,
  url: string,
  partial: string,
  file: FetchedFile,
): Promise<Problem | undefined> {
  // A content that is here under another address takes no room.
  const needed = isContentKept(workspace.read, file.sha256) ? 0 : file.bytes;
  if (!room.take(needed)) return { code: 'no_room' };
  try {
    await store.keep(partial, file.sha256);
    workspace.write((db) => saveKept(db, url, file, toInstant(clock.now())));
  } catch (error) {
    room.release(needed);
    throw error;
  }
  room.keep(needed);
  return undefined;
}

/** Writes down why files are not kept, and when they are tried again. */
export function noteProblems(
  { workspace, clock, random }: KeepContext,
  problems: readonly (readonly [url: string, problem: Problem])[],
): void {
  workspace.write((db) => {
    for (const [url, problem] of problems) {
      const attempts = (findFile(db, url)?.attempts ?? 0) + 1;
      const delay = retryDelay(problem, attempts, random);
      const retryAt = delay === null ? null : toInstant(clock.now() + delay);
      const bytes = problem.code === 'too_large' ? Number(problem.detail) : null;
      saveProblem(db, url, problem, { attempts, bytes, retryAt });
    }
  });
}
