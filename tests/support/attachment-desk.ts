import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AttachmentOptions, Attachments } from '../../src/main/engine/attachments/attachments';
import { findFile, pageOfFiles } from '../../src/main/engine/attachments/repository';
import { createAttachments } from '../../src/main/engine/attachments/service';
import { createJobs } from '../../src/main/engine/jobs/jobs';
import { createLog } from '../../src/main/engine/log/log';
import { applyAll } from '../../src/main/engine/migrate/apply-all';
import { applicationId, openWorkspaceFile } from '../../src/main/engine/storage/open';
import type { Workspace } from '../../src/main/engine/storage/workspace';
import type { Job } from '../../src/shared/contract/events';
import { toInstant } from '../../src/shared/kernel/clock';
import { createIdSource } from '../../src/shared/kernel/ids';
import { builders } from './builders';
import { testNow } from './engine';
import { seededBytes } from './seeded-bytes';

const root = resolve(import.meta.dirname, '../..');

/** The keeping of files alone, on a workspace of its own, with a clock that stands. */
export type AttachmentDesk = {
  readonly attachments: Attachments;
  readonly workspace: Workspace;
  readonly make: ReturnType<typeof builders>;
  readonly clock: { readonly now: () => number; readonly advance: (ms: number) => void };
  readonly jobs: readonly Job[];
  readonly cancelJobs: () => void;
  /** The same after a restart of the program; the caller closes it. */
  readonly restarted: () => Attachments;
  /** An ungraded submission of one learner with these files. */
  readonly handIn: (learner: string, urls: readonly string[], at?: string) => string;
  readonly grade: (submission: string) => void;
  readonly row: (url: string) => ReturnType<typeof findFile>;
  readonly states: () => Record<string, string>;
  /** Names of the files that are on the disk, and of those that are arriving. */
  readonly onDisk: () => readonly string[];
  readonly arriving: () => readonly string[];
  /** Resolves when nothing is being fetched; fails after a few seconds. */
  readonly settled: () => Promise<void>;
};

/** Gives a workspace a server at this host, as `sync init` would. */
export function giveServer({ connection }: Pick<Workspace, 'connection'>, host: string): void {
  const server = { host, port: 5432, database: 'lms', user: 'ada', tls: { mode: 'disable' } };
  connection
    .prepare(`INSERT INTO lectern_sync_state (id, client_id, server) VALUES (1, 'client', ?)`)
    .run(JSON.stringify(server));
}

/** Opens one in a temporary folder. `host` of the LMS's server: this machine when left out. */
export function attachmentDesk(
  options: AttachmentOptions & {
    readonly host?: string | null;
    readonly seed?: number;
    /** One whose folder this workspace shares. */
    readonly beside?: AttachmentDesk;
  } = {},
): AttachmentDesk {
  const { beside } = options;
  const folder = beside
    ? dirname(beside.workspace.file)
    : mkdtempSync(join(tmpdir(), 'lectern-files-'));
  let at = testNow;
  const clock = { now: () => at, advance: (ms: number) => void (at += ms) };
  const workspace = newWorkspace(
    join(folder, beside ? 'other.lectern' : 'test.lectern'),
    clock.now,
  );
  const { host = 'localhost' } = options;
  if (host !== null) giveServer(workspace, host);
  const random = seededBytes(options.seed ?? 1);
  const newId = createIdSource(random);
  const jobs: Job[] = [];
  const running = createJobs({ newId, now: clock.now, emit: (job) => jobs.push(job) });
  const surroundings = {
    workspace,
    clock,
    newId,
    random,
    log: createLog({ file: undefined, clock, random }),
    jobs: running,
    version: '0.0.0',
    emit: () => undefined,
  };
  const hurry = { settleMs: 1, surveyEveryMs: 0, answerMs: 1_000, stallMs: 1_000 };
  const patience = { ...hurry, ...options.patience };
  const restarted = () => createAttachments(surroundings, { ...options, patience });
  const attachments = restarted();
  onTestFinished(async () => {
    await attachments.close();
    workspace.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    attachments,
    workspace,
    clock,
    jobs,
    cancelJobs: running.cancelAll,
    restarted,
    ...looks(),
  };

  function looks() {
    const make = builders({ sql: workspace.connection });
    const assignment = make.assignment();
    return {
      make,
      handIn: (learner: string, urls: readonly string[], submittedAt = toInstant(at)) =>
        make.submission(assignment, learner, { fileUrls: JSON.stringify(urls), submittedAt }),
      grade: (id: string) => {
        workspace.connection
          .prepare('UPDATE "AssignmentSubmission" SET score = 5, "gradedAt" = ? WHERE id = ?')
          .run(toInstant(at), id);
      },
      row: (url: string) => findFile(workspace.read, url),
      states: () =>
        Object.fromEntries(
          pageOfFiles(workspace.read, 0, 100_000).map(({ url, state }) => [url, state]),
        ),
      onDisk: () => filesUnder(attachments.folder).filter((name) => /^[0-9a-f]{64}$/.test(name)),
      arriving: () => filesUnder(attachments.folder).filter((name) => name.endsWith('.part')),
      settled: async () => {
        // A round may follow right after another: it is over when it stays so for a moment.
        let quiet = 0;
        await waitUntil(() => (quiet = attachments.isRunning() ? 0 : quiet + 1) > 3);
      },
    };
  }
}

/** Waits for something that happens soon. */
export async function waitUntil(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (isSo()) return;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error('It did not happen in four seconds');
}

function newWorkspace(file: string, now: () => number): Workspace {
  const writer = { program: 'a test', pid: process.pid };
  const opened = openWorkspaceFile({ file, mode: 'write', writer, creating: true });
  if (!opened.ok) throw new Error(opened.error.message);
  const { connection } = opened.value;
  connection.pragma(`application_id = ${applicationId}`);
  applyAll(connection, join(root, 'migrations'), { who: 'test', now, version: '0' });
  return opened.value;
}

function filesUnder(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
  } catch {
    // Nothing was ever kept: the folder is not there.
    return [];
  }
}
