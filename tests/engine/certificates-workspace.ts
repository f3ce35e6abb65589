import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CallContext } from '../../src/main/engine/context';
import { createSecrets } from '../../src/main/engine/connections/secrets';
import { createJobs } from '../../src/main/engine/jobs/jobs';
import { createAttachments } from '../../src/main/engine/attachments/service';
import { createSyncService } from '../../src/main/engine/sync/service/create-sync-service';
import { processTimers } from '../../src/main/engine/sync/service/timers';
import { createWorkers } from '../../src/main/engine/jobs/workers';
import { createJournal, type Journal } from '../../src/main/engine/journal/journal';
import { createLog } from '../../src/main/engine/log/log';
import { applyAll } from '../../src/main/engine/migrate/apply-all';
import { applicationId, openWorkspaceFile } from '../../src/main/engine/storage/open';
import type { Workspace } from '../../src/main/engine/storage/workspace';
import { toInstant } from '../../src/shared/kernel/clock';
import { createIdSource } from '../../src/shared/kernel/ids';

const root = resolve(import.meta.dirname, '../..');
const start = Date.UTC(2025, 2, 3, 10);

/** A workspace with one course, and what its handlers need. */
export type CertificateWorkspace = {
  readonly folder: string;
  readonly workspace: Workspace;
  readonly journal: Journal;
  readonly context: CallContext;
  /** Adds a person who has completed `completed` of the three published chapters. */
  readonly addLearner: (userId: string, name: string | null, completed?: number) => void;
  readonly close: () => Promise<void>;
};

const chapters = ['ch-1', 'ch-2', 'ch-3'] as const;

function fillCourse(workspace: Workspace): void {
  const at = toInstant(start);
  workspace.write((db) => {
    db.run(
      db.from.insertInto('Course').values({
        id: 'course',
        createdById: 'author',
        title: 'Describing Data',
        estimatedHours: 24,
        createdAt: at,
        updatedAt: at,
      }),
    );
    for (const [index, id] of [...chapters, 'ch-draft'].entries()) {
      const isPublished = id === 'ch-draft' ? 0 : 1;
      const row = { id, title: `Chapter ${id}`, position: index, isPublished, updatedAt: at };
      db.run(db.from.insertInto('Chapter').values({ ...row, courseId: 'course' }));
    }
    db.run(
      db.from
        .insertInto('lectern_person')
        .values({ user_id: 'author', name: 'Ada Grünwald', source: 'test' }),
    );
  });
}

function learnerWriter(
  workspace: Workspace,
  newId: () => string,
): CertificateWorkspace['addLearner'] {
  return (userId, name, completed = chapters.length) =>
    workspace.write((db) => {
      const updatedAt = toInstant(start);
      if (name !== null) {
        const person = { user_id: userId, name, source: 'test' };
        db.run(db.from.insertInto('lectern_person').values(person));
      }
      for (const [index, chapterId] of chapters.entries()) {
        const isCompleted = index < completed ? 1 : 0;
        const row = { id: newId(), userId, chapterId, isCompleted, updatedAt };
        db.run(db.from.insertInto('UserProgress').values(row));
      }
    });
}

function openOrMake(folder: string, now: () => number): Workspace {
  const file = join(folder, 'test.lectern');
  const creating = !existsSync(file);
  const writer = { program: 'a test', pid: process.pid };
  const opened = openWorkspaceFile({ file, mode: 'write', writer, creating });
  if (!opened.ok) throw new Error(opened.error.message);
  const workspace = opened.value;
  if (creating) {
    workspace.connection.pragma(`application_id = ${applicationId}`);
    const stamp = { who: 'test', now, version: '0' };
    applyAll(workspace.connection, join(root, 'migrations'), stamp);
    fillCourse(workspace);
  }
  return workspace;
}

/**
 * Opens the workspace of a folder, or a new one in a temporary folder; the clock moves a second
 * at each look.
 */
export function openCertificateWorkspace(
  folder = mkdtempSync(join(tmpdir(), 'lectern-certificates-')),
): CertificateWorkspace {
  let now = start;
  const clock = { now: () => (now += 1000) };
  const workspace = openOrMake(folder, clock.now);
  const random = (length: number): Uint8Array => randomBytes(length);
  const newId = createIdSource(random);
  const migrations = join(root, 'migrations');
  const journal = createJournal({
    workspace,
    clock,
    newId,
    who: () => 'tester',
    projections: [],
    changed: () => undefined,
  });
  const workers = createWorkers(join(root, 'out/main'));
  const surroundings = {
    workspace,
    clock,
    newId,
    random,
    log: createLog({ file: undefined, clock, random }),
    jobs: createJobs({ newId, now: clock.now, emit: () => undefined }),
    version: '0',
    emit: () => undefined,
  };
  const context: CallContext = {
    ...surroundings,
    journal,
    edit: journal.edit,
    workers,
    folders: {
      migrations,
      certificates: join(folder, 'certificates'),
      backups: join(folder, 'backups'),
      data: join(folder, 'data'),
    },
    secrets: createSecrets(),
    sync: createSyncService({
      context: () => context,
      timers: processTimers,
      isAutomatic: false,
    }),
    attachments: createAttachments(surroundings),
    who: () => 'tester',
    lmsUser: () => 'tester',
    signal: new AbortController().signal,
  };
  return {
    folder,
    workspace,
    journal,
    context,
    addLearner: learnerWriter(workspace, newId),
    close: async () => {
      await workers.close();
      workspace.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
