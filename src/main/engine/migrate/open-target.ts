import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { fail, FailureError } from '../../../shared/kernel/errors';
import { withPostgres } from '../connections/open-postgres';
import { resolveDatabase, type ResolvedPostgres } from '../connections/resolve-database';
import type { CallContext } from '../context';
import { backupName, backupTo } from '../storage/backup';
import { refuseReading } from '../storage/workspace';
import { claimWriter } from '../storage/writer-lock';
import { loadSteps } from './load-steps';
import { createPostgresTarget } from './postgres/postgres-target';
import { createSqliteTarget } from './sqlite-target';
import type { MigrationTarget } from './target';

/** A database that is open for one call. */
export type OpenTarget = {
  readonly target: MigrationTarget;
  /** Names it on screen and in the history; holds no password. */
  readonly label: string;
  /** Present on a server. */
  readonly server?: ResolvedPostgres;
  /** A copy of the whole file before any step runs; nothing on a server, which has the runbook. */
  readonly backUp: () => Promise<void>;
  /** To be called when steps were taken or reverted: answers and tables may look different now. */
  readonly changed: () => void;
};

/** How a call uses its target. */
export type TargetUse = {
  readonly mode: 'read' | 'write';
  /** Told of retries and progress within a step. */
  readonly note?: (text: string) => void;
  /** The person's wish to stop. */
  readonly signal?: AbortSignal;
};

/**
 * Opens the database that a call names (the workspace when it names none) for one piece of work
 * and closes it again. Fails with what the connection or the file fails with; nothing is changed.
 */
export async function withTarget<T>(
  context: CallContext,
  database: string | undefined,
  use: TargetUse,
  work: (open: OpenTarget) => Promise<T>,
): Promise<T> {
  const resolved = await resolveDatabase(context, database);
  if (resolved.kind === 'postgres') return onServer(context, resolved, use, work);
  const { workspace } = context;
  if (resolved.kind === 'sqlite' && resolve(workspace.file) !== resolved.file) {
    return onFile(context, resolved.file, use, work);
  }
  return work(workspaceTarget(context, use));
}

/** The open workspace as a target. */
function workspaceTarget(context: CallContext, { mode }: TargetUse): OpenTarget {
  const { workspace, folders, clock } = context;
  const { file } = workspace;
  if (mode === 'write') refuseReading(workspace);
  return {
    target: createSqliteTarget(workspace.connection, loadSteps(folders.migrations, 'sqlite')),
    label: basename(file),
    backUp: async () => {
      await backupTo(workspace, backupName(folders.backups, file, clock.now()));
    },
    changed: () => schemaChanged(context),
  };
}

/** Every query may have another answer now, and tables may look different. */
function schemaChanged(context: CallContext): void {
  context.journal.schemaChanged();
  const tables = context.workspace.connection
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
    .pluck()
    .all();
  context.emit('changed', { tables: tables.map(String) });
}

function onServer<T>(
  context: CallContext,
  server: ResolvedPostgres,
  { mode, note, signal }: TargetUse,
  work: (open: OpenTarget) => Promise<T>,
): Promise<T> {
  const { clock, random, log, folders } = context;
  const open = async (connection: Parameters<typeof createPostgresTarget>[0]): Promise<T> => {
    const target = createPostgresTarget(connection, loadSteps(folders.migrations, 'postgres'), {
      now: clock.now,
      chance: () => (random(1)[0] ?? 0) / 256,
      note: (text) => {
        log.info('migrate.note', { database: server.label, text });
        note?.(text);
      },
      ...(signal ? { signal } : {}),
    });
    return work({
      target,
      label: server.label,
      server,
      backUp: async () => undefined,
      // What depends on a server's steps asks for this table.
      changed: () => context.emit('changed', { tables: ['lectern_migration_history'] }),
    });
  };
  return withPostgres(context, server, open, { acceptAny: mode === 'read' });
}

async function onFile<T>(
  context: CallContext,
  file: string,
  { mode }: TargetUse,
  work: (open: OpenTarget) => Promise<T>,
): Promise<T> {
  requireSqlite(file);
  const lock =
    mode === 'write'
      ? claimWriter(file, { program: 'lectern migrate', pid: process.pid })
      : undefined;
  if (lock && !lock.ok) throw new FailureError(lock.error);
  const connection = new BetterSqlite3(file, { readonly: mode === 'read', timeout: 5000 });
  try {
    if (mode === 'write') connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
    connection.pragma('foreign_keys = ON');
    return await work({
      target: createSqliteTarget(connection, loadSteps(context.folders.migrations, 'sqlite')),
      label: basename(file),
      backUp: async () => {
        const folder = join(dirname(file), 'backups');
        await backupTo({ connection }, backupName(folder, file, context.clock.now()));
      },
      changed: () => undefined,
    });
  } finally {
    connection.close();
    lock?.value.release();
  }
}

/** The header of the file decides, before SQLite or a lock file touches anything. */
function requireSqlite(file: string): void {
  if (!existsSync(file) || statSync(file).isDirectory()) {
    fail('not_found', `There is no SQLite file at ${file}. Nothing was changed.`, { file });
  }
  const header = Buffer.alloc(15);
  const descriptor = openSync(file, 'r');
  const length = readSync(descriptor, header, 0, 15, 0);
  closeSync(descriptor);
  if (length === 0 || header.toString('latin1') === 'SQLite format 3') return;
  fail('bad_input', `${file} is not an SQLite database. Nothing was changed.`, { file });
}
