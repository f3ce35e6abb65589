import type { PostgresConnection } from '../../connections/postgres-connection';

/** What a server knows of a workspace: how far it is, and whose it is. */
export type ClientNote = {
  readonly clientId: string;
  readonly userId: string | null;
  /** Null while the first copy has not begun: the log is kept from now on all the same. */
  readonly cursor: string | null;
  /** Names the workspace to whoever looks at the server. */
  readonly label: string;
};

const limits = { statementTimeoutMs: 15_000, lockTimeoutMs: 5_000 } as const;

/** SQL for when the server was told last, by its own clock: whole microseconds since 1970, as text. */
export const toldAtSql = '(extract(epoch FROM c.last_seen) * 1000000)::int8::text';

/**
 * Tells the server how far this workspace is, so that it forgets nothing that is needed here.
 * Answers when that was, as `toldAtSql` gives it.
 */
export async function noteClient(
  connection: PostgresConnection,
  note: ClientNote,
): Promise<string | null> {
  const { clientId, userId, cursor, label } = note;
  const { rows } = await connection.transaction(
    (client) =>
      client.query<{ told: string }>(
        `INSERT INTO lectern.sync_client AS c (client_id, user_id, cursor, label)
         VALUES ($1, $2, coalesce($3, pg_current_snapshot()::text), $4)
         ON CONFLICT (client_id) DO UPDATE SET user_id = excluded.user_id,
           cursor = coalesce($3, c.cursor), label = excluded.label, db_role = session_user,
           last_seen = now()
         RETURNING ${toldAtSql} AS told`,
        [clientId, userId, cursor, label],
      ),
    limits,
  );
  return rows[0]?.told ?? null;
}

/** Lets the server forget what everybody has; answers how many changes that were. */
export async function pruneLog(connection: PostgresConnection): Promise<number> {
  return connection.transaction(
    async (client) => {
      const { rows } = await client.query<{ pruned: string }>(
        'SELECT lectern.prune_change_log()::text AS pruned',
      );
      return Number(rows[0]?.pruned ?? 0);
    },
    { statementTimeoutMs: 120_000, lockTimeoutMs: 5_000 },
  );
}
