import type { PgClient } from '../../connections/postgres-connection';

/**
 * One advisory lock for everything that must not happen at the same time: steps going up or down,
 * and backups. Runners take it for their session, a backup for its transaction; they exclude one
 * another. An SQL expression of type bigint.
 */
export const migrationsLockKey = `hashtextextended('lectern.migrations', 0)`;

/** Takes the lock until the transaction ends; false when somebody else has it. */
export async function tryTransactionLock(client: PgClient): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    `SELECT pg_try_advisory_xact_lock(${migrationsLockKey}) AS taken`,
  );
  return rows[0]?.taken === true;
}

/** Who holds the lock, for a message: program, role and process; undefined when nobody does. */
export async function lockHolder(client: PgClient): Promise<string | undefined> {
  const { rows } = await client.query<{ program: string; role: string; pid: number }>(
    `SELECT coalesce(nullif(a.application_name, ''), 'a program') AS program,
       coalesce(a.usename, 'unknown') AS role, l.pid
     FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND (l.classid::bigint << 32) | l.objid::bigint = ${migrationsLockKey}`,
  );
  const [holder] = rows;
  return holder && `${holder.program} of role ${holder.role} (process ${holder.pid})`;
}
