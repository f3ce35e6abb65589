import BetterSqlite3 from 'better-sqlite3';
import type { migrate } from '../../../../shared/contract/migrate';
import { FailureError } from '../../../../shared/kernel/errors';
import { ok } from '../../../../shared/kernel/result';
import { withPostgres } from '../../connections/open-postgres';
import type { PostgresConnection } from '../../connections/postgres-connection';
import { resolveDatabase } from '../../connections/resolve-database';
import type { CallContext } from '../../context';
import type { Handler } from '../../rpc/handlers';
import { sqliteFailure } from '../../storage/sqlite-errors';
import { loadSteps } from '../load-steps';
import { explaining } from '../postgres/server-failure';
import { keepLook } from '../runbook/audit-store';
import type { Preflight } from './complaint';
import { preflightServer } from './postgres-preflight';
import { preflightFile } from './sqlite-preflight';

/** Looks whether the steps can be taken on a database; changes nothing. */
export const preflightHandler: Handler<typeof migrate.preflight> = async (
  { database },
  context,
) => {
  const { complaints, information } = await lookAt(context, database);
  return ok({
    ok: complaints.length === 0,
    complaints: [...complaints],
    information: [...information],
  });
};

async function lookAt(context: CallContext, database: string | undefined): Promise<Preflight> {
  const { workspace, folders } = context;
  const resolved = await resolveDatabase(context, database);
  if (resolved.kind === 'postgres') {
    const set = loadSteps(folders.migrations, 'postgres');
    const look = (connection: PostgresConnection): Promise<Preflight> =>
      explaining(() => preflightServer(connection, set));
    const found = await withPostgres(context, resolved, look, { acceptAny: true });
    const complaints = found.complaints.map(({ check, object }) => `${check}: ${object}`);
    const detail = { ok: complaints.length === 0, complaints };
    keepLook(context, resolved.settings, { kind: 'preflight', detail });
    return found;
  }
  const set = loadSteps(folders.migrations, 'sqlite');
  if (resolved.kind === 'workspace')
    return preflightFile(workspace.connection, workspace.file, set);
  const connection = new BetterSqlite3(resolved.file, { readonly: true, timeout: 5000 });
  try {
    return preflightFile(connection, resolved.file, set);
  } catch (error) {
    const known = sqliteFailure(error, resolved.file);
    throw known ? new FailureError(known) : error;
  } finally {
    connection.close();
  }
}
