import type { Workspace } from '../storage/workspace';
import { addWanted, forgetFiles, listFiles, type FileRow } from './repository';
import type { FileStore } from './store';
import { submissionsWithFiles, versionsWithFiles, type NamedFiles } from './wanted-repository';

/** What the submissions of this workspace ask for at one moment. */
export type Survey = {
  /** Files of work that is still to be graded, oldest work first. */
  readonly wanted: readonly string[];
  readonly isWanted: (url: string) => boolean;
  /** Of the addresses that were asked about: whether any submission, graded or not, names it. */
  readonly isNamed: (url: string) => boolean;
};

type Page = (after: string, limit: number) => readonly NamedFiles[];

/** A page is a few milliseconds of reading; other calls are let through between two. */
const pageSize = 500;
const sliceSize = 500;

/**
 * Goes through all submissions of the workspace, which are those of its scope. Wanted is what is
 * not graded, or was handed in again since the grade. `urls` are asked about beside the known ones.
 */
export async function surveyFiles(
  { read }: Pick<Workspace, 'read'>,
  urls: readonly string[],
  signal: AbortSignal,
): Promise<Survey> {
  const asked = new Set([...urls, ...listFiles(read).map(({ url }) => url)]);
  const named = new Set<string>();
  const wanted = new Map<string, string>();
  const note = (files: NamedFiles): void => {
    for (const url of files.urls) {
      if (asked.has(url)) named.add(url);
      if (!files.isOpen) continue;
      const before = wanted.get(url);
      if (before === undefined || files.submittedAt < before) wanted.set(url, files.submittedAt);
    }
  };
  await eachPage((after, limit) => submissionsWithFiles(read, after, limit), note, signal);
  await eachPage((after, limit) => versionsWithFiles(read, after, limit), note, signal);
  const inOrder = [...wanted].sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0));
  return {
    wanted: inOrder.map(([url]) => url),
    isWanted: (url) => wanted.has(url),
    isNamed: (url) => named.has(url) || wanted.has(url),
  };
}

async function eachPage(
  page: Page,
  note: (files: NamedFiles) => void,
  signal: AbortSignal,
): Promise<void> {
  let after = '';
  for (;;) {
    signal.throwIfAborted();
    const found = page(after, pageSize);
    for (const files of found) note(files);
    const last = found.at(-1);
    if (!last || found.length < pageSize) return;
    after = last.key;
    await breathe();
  }
}

/** Lets other calls run. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * Brings the list of files in line with a survey: notes what is newly wanted (`also` beside it, in
 * as far as a submission names it), forgets what is not wanted any more and not kept, and removes
 * kept files that nothing names, such as those of a course that is not mirrored any more.
 */
export async function reconcile(
  workspace: Workspace,
  store: FileStore,
  survey: Survey,
  wanted: readonly string[],
): Promise<void> {
  const known = listFiles(workspace.read);
  const knownUrls = new Set(known.map(({ url }) => url));
  const staying = new Set(wanted);
  const gone = known
    .filter(({ url, state }) => state !== 'kept' && !survey.isWanted(url) && !staying.has(url))
    .map(({ url }) => url);
  await inSlices(gone, (urls) => workspace.write((db) => forgetFiles(db, urls)));
  removeUnnamed(
    workspace,
    store,
    known.filter((file) => file.state === 'kept' && !survey.isNamed(file.url)),
  );
  const added = wanted.filter((url) => !knownUrls.has(url));
  await inSlices(added, (urls) => workspace.write((db) => addWanted(db, urls)));
}

/** First from the disk, then from the list: what a crash leaves between is found again. */
function removeUnnamed(workspace: Workspace, store: FileStore, unnamed: readonly FileRow[]): void {
  if (unnamed.length === 0) return;
  const leaving = new Set(unnamed.map(({ url }) => url));
  const staying = new Set(
    listFiles(workspace.read)
      .filter(({ url }) => !leaving.has(url))
      .map(({ sha256 }) => sha256),
  );
  const removed = unnamed.filter(
    ({ sha256 }) => sha256 === null || staying.has(sha256) || store.remove(sha256),
  );
  workspace.write((db) =>
    forgetFiles(
      db,
      removed.map(({ url }) => url),
    ),
  );
}

async function inSlices(
  urls: readonly string[],
  work: (slice: readonly string[]) => void,
): Promise<void> {
  for (let at = 0; at < urls.length; at += sliceSize) {
    work(urls.slice(at, at + sliceSize));
    await breathe();
  }
}
