import { createHash } from 'node:crypto';
import { FailureError, type Failure } from '../../src/shared/kernel/errors';
import type { AttachmentDesk } from './attachment-desk';

/** In milliseconds. */
export const hour = 3_600_000;

/** A file of this many bytes, all the same letter. */
export const body = (letter: string, bytes: number): Buffer => Buffer.alloc(bytes, letter);

/** The SHA-256 that a kept file is named by, in hexadecimal. */
export const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Fetches all that is missing, as a person asks for it. */
export async function fetchAll(
  { attachments }: AttachmentDesk,
  urls?: readonly string[],
): Promise<void> {
  await attachments.fetchNow({ urls, signal: new AbortController().signal });
}

/** As the sync service does after a pull; resolves when what follows from it is done. */
export async function pulled(desk: AttachmentDesk, tables?: readonly string[]): Promise<void> {
  desk.attachments.afterPull(tables);
  await new Promise((done) => setTimeout(done, 20));
  await desk.settled();
}

/** The failure that it ends with; the test fails when it ends otherwise. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof FailureError) return error.failure;
  throw new Error(`Expected a failure, got ${String(error)}`);
}
