import BetterSqlite3 from 'better-sqlite3';
import type { migrate } from '../../../../shared/contract/migrate';
import { ok } from '../../../../shared/kernel/result';
import { withPostgres } from '../../connections/open-postgres';
import { resolveDatabase } from '../../connections/resolve-database';
import type { CallContext } from '../../context';
import type { Handler } from '../../rpc/handlers';
import { loadSteps } from '../load-steps';
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
    const look = preflightServer;
    return withPostgres(context, resolved, (connection) => look(connection, set), {
      acceptAny: true,
    });
  }
  const set = loadSteps(folders.migrations, 'sqlite');
  if (resolved.kind === 'workspace')
    return preflightFile(workspace.connection, workspace.file, set);
  const connection = new BetterSqlite3(resolved.file, { readonly: true, timeout: 5000 });
  try {
    return preflightFile(connection, resolved.file, set);
  } finally {
    connection.close();
  }
}
