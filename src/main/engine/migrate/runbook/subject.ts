import { existsSync, realpathSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { fail } from '../../../../shared/kernel/errors';
import { openPostgres } from '../../connections/open-postgres';
import type { PostgresConnection } from '../../connections/postgres-connection';
import { resolveDatabase, type TargetRole } from '../../connections/resolve-database';
import type { CallContext } from '../../context';
import { explaining } from '../postgres/server-failure';
import { sqliteFailure } from '../../storage/sqlite-errors';

/** The database that a call is about, open. */
export type FileSubject = {
  readonly kind: 'sqlite';
  readonly file: string;
  readonly connection: BetterSqlite3.Database;
};
export type ServerSubject = {
  readonly kind: 'postgres';
  readonly connection: PostgresConnection;
  /** For pg_dump, which connects by itself. */
  readonly password: string | undefined;
  readonly label: string;
  readonly role: TargetRole;
};
export type Subject = FileSubject | ServerSubject;

/**
 * Opens the database that a call means, hands it over, and closes it again whatever happens; the
 * workspace itself stays open. Throws the failures of resolving and connecting.
 */
export async function withSubject<T>(
  context: CallContext,
  database: string | undefined,
  work: (subject: Subject) => Promise<T>,
): Promise<T> {
  const { workspace } = context;
  const resolved = await resolveDatabase(context, database);
  if (
    resolved.kind === 'workspace' ||
    (resolved.kind === 'sqlite' && isSame(resolved.file, workspace.file))
  ) {
    return work({ kind: 'sqlite', file: workspace.file, connection: workspace.connection });
  }
  if (resolved.kind === 'sqlite') return withFile(resolved.file, work);
  const connection = await openPostgres(context, resolved, { acceptAny: true });
  try {
    // A password that was just typed is known to the secrets now.
    const again = await resolveDatabase(context, database);
    const password = again.kind === 'postgres' ? again.password : undefined;
    const { label, role } = resolved;
    return await explaining(() => work({ kind: 'postgres', connection, password, label, role }));
  } finally {
    await connection.close();
  }
}

async function withFile<T>(file: string, work: (subject: Subject) => Promise<T>): Promise<T> {
  const connection = openFile(file);
  try {
    return await work({ kind: 'sqlite', file, connection });
  } finally {
    connection.close();
  }
}

function openFile(file: string): BetterSqlite3.Database {
  try {
    const connection = new BetterSqlite3(file, { fileMustExist: true, timeout: 5_000 });
    connection.pragma('foreign_keys = ON');
    connection.prepare('SELECT count(*) FROM sqlite_master').get();
    return connection;
  } catch (error) {
    const known = sqliteFailure(error, file);
    if (known) return fail(known.code, known.message, known.details);
    throw error;
  }
}

function isSame(file: string, other: string): boolean {
  return existsSync(file) && existsSync(other) && realpathSync(file) === realpathSync(other);
}
