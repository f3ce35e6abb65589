import { fail } from '../../../../shared/kernel/errors';
import { resolveDatabase, type ResolvedPostgres } from '../../connections/resolve-database';
import type { EngineContext } from '../../context';

/** The server that a call names: a Postgres URL, or the id or name of a saved one. */
export async function namedServer(
  context: Pick<EngineContext, 'folders' | 'secrets'>,
  server: string,
): Promise<ResolvedPostgres> {
  const resolved = await resolveDatabase(context, server);
  if (resolved.kind === 'postgres') return resolved;
  return fail(
    'bad_input',
    `${server} is a file, and a workspace is kept in step with a server. Nothing was changed. Give a Postgres URL (postgres://user@host:5432/database) or a saved server.`,
    { server },
  );
}
