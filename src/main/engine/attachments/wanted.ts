import { inBatches } from '../../../shared/kernel/in-batches';
import { breathe } from '../jobs/breathe';
import type { Workspace } from '../storage/workspace';
import { eachFile } from './each-file';
import { addWanted, forgetFiles, type ListedFile } from './repository';
import type { FileStore } from './store';
import { submissionsWithFiles, versionsWithFiles, type NamedFiles } from './wanted-repository';

/** What the submissions of this workspace ask for at one moment. */
export type Survey = {
  /** Files of work that is still to be graded, oldest work first. */
  readonly wanted: readonly string[];
  readonly isWanted: (url: string) => boolean;
  /** Of kept files and those asked about: whether any submission, graded or not, names it. */
  readonly isNamed: (url: string) => boolean;
};

type Page = (after: string, limit: number) => readonly NamedFiles[];

/** A page is a few milliseconds of reading; other calls are let through between two. */
const pageSize = 200;
const sliceSize = 200;

/**
 * Goes through all submissions of the workspace, which are those of its scope. Wanted is what is
 * not graded, or was handed in again since the grade. `urls` are asked about beside the kept ones.
 */
export async function surveyFiles(
  { read }: Pick<Workspace, 'read'>,
  urls: readonly string[],
  signal: AbortSignal,
): Promise<Survey> {
  const asked = new Set(urls);
  await eachFile(read, signal, ({ url }) => asked.add(url), 'kept');
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

/**
 * Brings the list of files in line with a survey: notes what is newly wanted (`wanted`, which may be
 * less or more than the survey's), forgets what is not wanted any more and not kept, and removes
 * kept files that nothing names, such as those of a course that is not mirrored any more.
 */
export async function reconcile(
  workspace: Workspace,
  store: FileStore,
  survey: Survey,
  wanted: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const missing = new Set(wanted);
  const staying = new Set(wanted);
  const gone: string[] = [];
  const unnamed: ListedFile[] = [];
  const needed = new Set<string>();
  await eachFile(workspace.read, signal, (file) => {
    missing.delete(file.url);
    if (file.state !== 'kept') {
      if (!survey.isWanted(file.url) && !staying.has(file.url)) gone.push(file.url);
    } else if (!survey.isNamed(file.url)) unnamed.push(file);
    else if (file.sha256 !== null) needed.add(file.sha256);
  });
  // First from the disk, then from the list: what a crash leaves between is found again.
  for (const { url, sha256 } of unnamed) {
    if (sha256 === null || needed.has(sha256) || store.remove(sha256)) gone.push(url);
  }
  await inSlices(gone, (urls) => workspace.write((db) => forgetFiles(db, urls)));
  await inSlices([...missing], (urls) => workspace.write((db) => addWanted(db, urls)));
}

async function inSlices(
  urls: readonly string[],
  work: (slice: readonly string[]) => void,
): Promise<void> {
  for (const slice of inBatches(urls, sliceSize)) {
    work(slice);
    await breathe();
  }
}
