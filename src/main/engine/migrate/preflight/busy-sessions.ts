import type { PgClient } from '../../connections/postgres-connection';
import { redactedQuery } from '../postgres/blockers';
import { warning, type Preflight, type PreflightComplaint } from './complaint';

type Busy = {
  readonly pid: number;
  readonly user: string | null;
  readonly application: string | null;
  readonly state: string | null;
  readonly seconds: number;
  readonly query: string | null;
  /** Of Course and Chapter, those it holds a lock on. */
  readonly holds: string | null;
};

type Prepared = { readonly name: string; readonly owner: string; readonly seconds: number };

/** From which age on, in seconds, a transaction is worth a word. */
export type Patience = {
  readonly anySeconds: number;
  /** For one that holds a lock on Course or Chapter. */
  readonly holdingSeconds: number;
};

export const usualPatience: Patience = { anySeconds: 5, holdingSeconds: 1 };

/** Transactions of others that have been open for long: a step would wait behind them. */
export async function busyComplaints(
  client: PgClient,
  patience: Patience,
  seesAll: boolean,
): Promise<Preflight> {
  const busy = await client.query<Busy>(sessionsSql, [
    patience.anySeconds,
    patience.holdingSeconds,
  ]);
  const prepared = await client.query<Prepared>(
    `SELECT gid AS "name", owner AS "owner",
       CAST(extract(epoch FROM clock_timestamp() - prepared) AS integer) AS "seconds"
     FROM pg_prepared_xacts WHERE database = current_database() ORDER BY prepared`,
  );
  return {
    complaints: [...busy.rows.map(busyComplaint), ...prepared.rows.map(preparedComplaint)],
    information: seesAll
      ? []
      : [
          'This role does not see what sessions of other roles do. To have long transactions found, let an administrator run: GRANT pg_read_all_stats TO the role.',
        ],
  };
}

function busyComplaint(one: Busy): PreflightComplaint {
  const who = [one.user, one.application].filter((part) => part !== null && part !== '');
  const holds = one.holds === null ? '' : `, and holds ${one.holds}`;
  const query =
    one.query === null || one.query === '' ? '' : ` Its query: ${redactedQuery(one.query)}`;
  return warning(
    'long_transactions',
    `process ${one.pid}`,
    `A transaction of ${who.join(', ')} has been open for ${one.seconds} s (${one.state ?? 'unknown'})${holds}.${query}`,
    `Wait until it ends, or end it if it was forgotten: SELECT pg_terminate_backend(${one.pid}); up does not wait behind it for long, and would stop naming it.`,
  );
}

function preparedComplaint({ name, owner, seconds }: Prepared): PreflightComplaint {
  return warning(
    'long_transactions',
    `prepared transaction ${name}`,
    `A prepared transaction of ${owner} has been waiting for its end for ${seconds} s; its locks stay until then, also across restarts.`,
    `Whoever made it must end it: COMMIT PREPARED '${name.replaceAll("'", "''")}'; or ROLLBACK PREPARED.`,
  );
}

const sessionsSql = `
WITH holding AS (
  SELECT l.pid, string_agg(DISTINCT CAST(l.relation::regclass AS text), ', ') AS names
  FROM pg_locks l
  WHERE l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND l.relation IN (to_regclass('"Course"'), to_regclass('"Chapter"'))
  GROUP BY l.pid
)
SELECT a.pid AS "pid", a.usename AS "user", a.application_name AS "application", a.state AS "state",
  CAST(extract(epoch FROM clock_timestamp() - a.xact_start) AS integer) AS "seconds",
  a.query AS "query", h.names AS "holds"
FROM pg_stat_activity a
LEFT JOIN holding h ON h.pid = a.pid
WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.xact_start IS NOT NULL
  AND a.backend_type = 'client backend'
  AND extract(epoch FROM clock_timestamp() - a.xact_start)
      >= CASE WHEN h.names IS NULL THEN CAST($1 AS double precision) ELSE CAST($2 AS double precision) END
ORDER BY a.xact_start`;
