import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { fail } from '../../../shared/kernel/errors';
import {
  archiveEnd,
  archiveHeader,
  archiveLine,
  type ArchiveHeader,
  type ArchiveLine,
} from './archive-format';

/** What an archive holds, once it has been proved to be whole. */
export type ArchiveSummary = {
  readonly header: ArchiveHeader;
  readonly counts: { readonly [object: string]: number };
};

/**
 * Proves that an archive is whole (it has its end, and the checksum fits) before anything is
 * taken from it. Fails with `not_found` or `bad_input`.
 */
export function checkArchive(file: string): ArchiveSummary {
  if (!existsSync(file)) {
    fail('not_found', `There is no archive at ${file}. Nothing was changed.`, { file });
  }
  const hash = createHash('sha256');
  let header: ArchiveHeader | undefined;
  let last: string | undefined;
  for (const text of readLines(file)) {
    header ??=
      archiveHeader.safeParse(parsed(text)).data ?? broken(file, 'is not an archive of Lectern');
    if (last !== undefined) hash.update(`${last}\n`);
    last = text;
  }
  const end = archiveEnd.safeParse(parsed(last ?? '')).data;
  if (!header || !end) return broken(file, 'is cut off');
  if (end.sha256 !== hash.digest('hex')) return broken(file, 'was changed or damaged');
  return { header, counts: end.counts };
}

/** Rows and values of an archive that `checkArchive` has found whole, one at a time. */
export function* archiveLines(file: string): IterableIterator<ArchiveLine> {
  for (const text of readLines(file)) {
    const line = archiveLine.safeParse(parsed(text));
    if (line.success) yield line.data;
  }
}

function broken(file: string, why: string): never {
  return fail('bad_input', `${file} ${why}. Nothing was changed.`, { file });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Judged by the caller, who knows the file.
    return undefined;
  }
}

function* readLines(file: string): IterableIterator<string> {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(256 * 1024);
    const decoder = new StringDecoder('utf8');
    let rest = '';
    for (;;) {
      const length = readSync(descriptor, buffer);
      if (length === 0) break;
      const lines = (rest + decoder.write(buffer.subarray(0, length))).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') yield rest;
  } finally {
    closeSync(descriptor);
  }
}
