import { breathe } from '../jobs/breathe';
import type { ReadableDb } from '../storage/database';
import { pageOfFiles, type ListedFile } from './repository';

const pageSize = 1_000;

/** Goes through the known files, or the kept ones, with a breath between two pages. */
export async function eachFile(
  db: ReadableDb,
  signal: AbortSignal,
  visit: (file: ListedFile) => unknown,
  state?: 'kept',
): Promise<void> {
  let after = 0;
  for (;;) {
    signal.throwIfAborted();
    const page = pageOfFiles(db, after, pageSize, state);
    for (const file of page) await visit(file);
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = last.place;
    await breathe();
  }
}
