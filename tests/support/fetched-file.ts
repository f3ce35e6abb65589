import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { fetchFile, type FileRequest } from '../../src/main/engine/attachments/fetch-file';

/** Fetches an address into a folder of its own, impatiently, as beside a server on this machine. */
export async function fetched(url: string, given: Partial<FileRequest> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-fetch-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const partial = join(folder, 'arriving');
  const result = await fetchFile({
    url,
    partial,
    limit: 1_000_000,
    allowed: { server: 'loopback', allowPrivate: false },
    authorities: [],
    patience: { answerMs: 400, stallMs: 300 },
    userAgent: 'Lectern/test',
    signal: new AbortController().signal,
    ...given,
  });
  return { result, partial };
}

/** What went wrong with it; the test fails when the file came. */
export async function problemOf(url: string, given: Partial<FileRequest> = {}) {
  const { result } = await fetched(url, given);
  if (result.ok) throw new Error(`Expected a problem, got ${JSON.stringify(result.value)}`);
  return result.error;
}

/** A file that a learner handed in, and its SHA-256 in hexadecimal. */
export const essay = Buffer.from('The work of a learner.\n'.repeat(400));
export const essayHash = createHash('sha256').update(essay).digest('hex');
