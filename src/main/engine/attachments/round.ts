import { readFile } from 'node:fs/promises';
import { toInstant } from '../../../shared/kernel/clock';
import { inBatches } from '../../../shared/kernel/in-batches';
import { breathe } from '../jobs/breathe';
import type { AttachmentSurroundings, Patience } from './attachments';
import { bareHost, checkAddress } from './address-rules';
import { readChoices, readServer, type FileServer } from './choices';
import { serverReach } from './guarded-lookup';
import { eachFile } from './each-file';
import { codeOf } from './error-problem';
import { keepFile, noteProblems, type KeepContext } from './keep-file';
import type { Problem } from './problem';
import { changesSoFar, dueUrls, forgetFiles, saveChanged, type ListedFile } from './repository';
import { openRoom } from './room';
import type { FileStore } from './store';
import { reconcile, surveyFiles, type Survey } from './wanted';

/** What one round is asked to do. */
export type RoundRequest = {
  /** False: only tidy up, as when a budget was lowered without a network. */
  readonly fetch: boolean;
  /** Only these, and these also when their work is graded; undefined: what is wanted. */
  readonly urls?: readonly string[] | undefined;
  /** Whatever failed before, and however recently. */
  readonly always: boolean;
  /** Look at the kept files on the disk as well. */
  readonly inspect: boolean;
  readonly signal: AbortSignal;
};

export type RoundContext = AttachmentSurroundings & {
  readonly store: FileStore;
  readonly patience: Patience;
  readonly freeBytes: (folder: string) => Promise<number>;
  /** Addresses that are on their way. */
  readonly fetching: Set<string>;
  readonly progress: (done: number, total: number) => void;
  /** Rows changed. */
  readonly changed: () => void;
};

/** At once, at most: a slow file must not hold up all others, and the line is not ours alone. */
const width = 2;
const sliceSize = 20;

/**
 * One round: looks at what the submissions name, tidies, and fetches what is missing. It ends
 * early when the disk is full; a host that cannot be reached is left alone until the next round.
 */
export async function runRound(context: RoundContext, request: RoundRequest): Promise<void> {
  const { workspace, store, changed } = context;
  const changesBefore = changesSoFar(workspace.read);
  const choices = readChoices(workspace.read);
  const server = readServer(workspace.read);
  const survey = await surveyFiles(workspace, request.urls ?? [], request.signal);
  const asked = (request.urls ?? []).filter((url) => survey.isNamed(url));
  const wanted = choices.enabled && server ? survey.wanted : [];
  await reconcile(workspace, store, survey, [...wanted, ...asked], request.signal);
  const room = openRoom({ ...context, totalBytes: choices.totalBytes, isWanted: survey.isWanted });
  room.trim();
  if (request.inspect) {
    await store.sweepPartials();
    await inspect(context, survey, request.signal);
  }
  if (changesSoFar(workspace.read) !== changesBefore) changed();
  if (!request.fetch || !server) return;
  const due = dueUrls(workspace.read, toInstant(context.clock.now()), request.always);
  const chosen = new Set(asked);
  const limited = request.urls ? due.filter((url) => chosen.has(url)) : due;
  if (limited.length === 0) return;
  const { fileBytes, allowPrivate } = choices;
  const keepContext: KeepContext = {
    ...context,
    room,
    fileBytes,
    allowed: { server: await serverReach(server.host, server.isLocal), allowPrivate },
    authorities: await authoritiesOf(server),
    signal: request.signal,
  };
  const open = await refuseAtOnce(keepContext, limited);
  if (open.length < limited.length) changed();
  await fetchAll(keepContext, open, context);
}

/** The authorities a person chose to trust for this server; the program's own are trusted anyway. */
async function authoritiesOf({ caFile }: FileServer): Promise<readonly string[]> {
  if (caFile === undefined) return [];
  try {
    return [await readFile(caFile, 'utf8')];
  } catch {
    // The file is gone: the connection to the server says so. Files are then judged without it.
    return [];
  }
}

/** Kept files that were changed or removed on the disk are wanted again, or forgotten when graded. */
async function inspect(
  { workspace, store }: RoundContext,
  survey: Survey,
  signal: AbortSignal,
): Promise<void> {
  const look = async ({ url, sha256, bytes }: ListedFile): Promise<void> => {
    if (sha256 === null || bytes === null || (await store.isIntact({ sha256, bytes }))) return;
    workspace.write((db) => {
      if (survey.isWanted(url)) saveChanged(db, sha256);
      else forgetFiles(db, [url]);
    });
  };
  await eachFile(workspace.read, signal, look, 'kept');
}

/** Notes what needs no network to be refused, many at a time; answers the rest. */
async function refuseAtOnce(
  context: KeepContext,
  urls: readonly string[],
): Promise<readonly string[]> {
  const rest: string[] = [];
  for (const some of inBatches(urls, sliceSize)) {
    context.signal.throwIfAborted();
    const problems: (readonly [string, Problem])[] = [];
    for (const url of some) {
      const checked = checkAddress(url, context.allowed);
      if (checked.ok) rest.push(url);
      else problems.push([url, checked.error]);
    }
    if (problems.length > 0) noteProblems(context, problems);
    await breathe();
  }
  return rest;
}

async function fetchAll(
  keepContext: KeepContext,
  urls: readonly string[],
  { fetching, progress, changed }: RoundContext,
): Promise<void> {
  const waiting = [...urls];
  const silentHosts = new Set<string>();
  const faults: unknown[] = [];
  const keepOne = async (url: string): Promise<void> => {
    if (silentHosts.has(hostOf(url))) return;
    fetching.add(url);
    changed();
    const problem = await keepFile(keepContext, url)
      .catch((fault: unknown) => setAside(keepContext, url, fault, faults))
      .finally(() => fetching.delete(url));
    if (problem?.code === 'unreachable') silentHosts.add(hostOf(url));
    // Every other file would only say the same.
    if (problem?.code === 'disk') waiting.length = 0;
    changed();
    // What fails at once must not keep other calls from being heard.
    await breathe();
  };
  const work = async (): Promise<void> => {
    try {
      for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
        if (keepContext.signal.aborted) return;
        await keepOne(url);
        progress(urls.length - waiting.length, urls.length);
      }
    } finally {
      // After a failure the other one ends, too: the round must not go on when it is said to be over.
      waiting.length = 0;
    }
  };
  progress(0, urls.length);
  const ends = await Promise.allSettled(Array.from({ length: width }, work));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  if (faults.length > 0) throw faults[0];
}

/** A fault that one file brings to light must not keep all others away: it waits, and is told at the end. */
function setAside(
  context: KeepContext,
  url: string,
  fault: unknown,
  faults: unknown[],
): Problem | undefined {
  if (context.signal.aborted) throw fault;
  faults.push(fault);
  const problem: Problem = { code: 'http', detail: codeOf(fault) || 'nothing that can be read' };
  noteProblems(context, [[url, problem]]);
  return problem;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? bareHost(new URL(url)) : '';
}
