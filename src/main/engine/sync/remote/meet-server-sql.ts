import type { PgClient } from '../../connections/postgres-connection';
import type { ServerTable } from './server-facts';

/** What the catalogue says; nothing in it needs a right. */
export type TableFacts = {
  readonly standby: boolean;
  readonly databaseOid: number;
  readonly dbRole: string;
  readonly logOid: number | null;
  /** Sync's own tables are there, and this log-in may use them as sync does. */
  readonly granted: boolean;
  readonly mayReadControl: boolean;
  readonly mayReadTimeline: boolean;
  readonly canInstall: boolean;
  readonly tables: readonly (Omit<ServerTable, 'trigger'> & { readonly name: string })[];
};

/** What the server's own tables say. `isAdmin` is null where the log-in is not mapped. */
export type OwnFacts = {
  readonly snapshotXmax: string;
  readonly systemIdentifier: string | null;
  readonly timeline: string | null;
  readonly epoch: string | null;
  readonly prunedXid: string | null;
  readonly userId: string | null;
  readonly isAdmin: boolean | null;
};

/** Asks the catalogue about tables, by their local names. */
export async function factsOfTables(
  client: PgClient,
  names: readonly string[],
): Promise<TableFacts> {
  const { rows } = await client.query<TableFacts>(tablesSql, [[...names]]);
  const [row] = rows;
  if (!row) throw new Error('The server answered its catalogue with no row');
  return row;
}

/** Asks the server's own tables, as far as the catalogue says that this log-in may. */
export async function factsOfServer(client: PgClient, may: TableFacts): Promise<OwnFacts> {
  const ask = (allowed: boolean, sql: string): string => (allowed ? sql : 'NULL');
  const installed = may.logOid !== null && may.granted;
  const { rows } = await client.query<OwnFacts>(`
    SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS "snapshotXmax",
      ${ask(may.mayReadControl, '(SELECT system_identifier::text FROM pg_control_system())')}
        AS "systemIdentifier",
      ${ask(may.mayReadTimeline && !may.standby, 'substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)')}
        AS "timeline",
      ${ask(installed, '(SELECT epoch::text FROM lectern.sync_meta)')} AS "epoch",
      ${ask(installed, '(SELECT pruned_xid::text FROM lectern.sync_meta)')} AS "prunedXid",
      ${ask(installed, `(SELECT user_id FROM ${mapping})`)} AS "userId",
      ${ask(installed, `(SELECT is_admin FROM ${mapping})`)} AS "isAdmin"`);
  const [row] = rows;
  if (!row) throw new Error('The server answered what it is with no row');
  return row;
}

const mapping = 'lectern.role_user WHERE role_name = session_user';

/**
 * Names are looked up in the catalogue, because to_regclass fails for a schema that the log-in may
 * not use. What sync writes into must be there, and granted, too.
 */
const tablesSql = `
WITH home AS (
  SELECT n.oid, has_schema_privilege(n.oid, 'USAGE') AS usable
  FROM pg_namespace n WHERE n.nspname = 'lectern'
), own AS (
  SELECT c.oid, c.relname, h.usable AND has_table_privilege(c.oid, 'SELECT')
    -- A log-in that only reads could not say where it is, nor note what it delivers.
    AND (c.relname NOT IN ('sync_client', 'sync_op') OR has_table_privilege(c.oid, 'INSERT')) AS granted
  FROM home h JOIN pg_class c ON c.relnamespace = h.oid
  WHERE c.relname IN ('change_log', 'sync_meta', 'sync_client', 'sync_op', 'role_user', 'course_access')
), wanted AS (
  SELECT w.name, w.place, c.oid, c.relowner, c.relnamespace
  FROM unnest($1::text[]) WITH ORDINALITY w(name, place)
  LEFT JOIN pg_class c ON c.relkind IN ('r', 'p') AND CASE
    WHEN starts_with(w.name, 'lectern_')
      THEN c.relname = substr(w.name, 9) AND c.relnamespace = (SELECT oid FROM home)
    ELSE c.relname = w.name AND c.relpersistence <> 't' AND pg_table_is_visible(c.oid) END
), trigger_of AS (
  SELECT w.oid, json_object_agg(e.event, CASE WHEN t.oid IS NULL THEN 'missing'
    WHEN t.tgenabled <> 'A' THEN 'disabled' ELSE 'ok' END) AS states
  FROM wanted w
  CROSS JOIN (VALUES ('insert', 4), ('update', 16), ('delete', 8), ('truncate', 32)) e(event, tgtype)
  LEFT JOIN pg_trigger t ON t.tgrelid = w.oid AND t.tgname = 'lectern_change_' || e.event
    AND t.tgtype = e.tgtype
    AND t.tgfoid IN (SELECT p.oid FROM pg_proc p WHERE p.pronamespace = (SELECT oid FROM home))
  WHERE w.oid IS NOT NULL
  GROUP BY w.oid
), column_of AS (
  SELECT w.oid, json_object_agg(a.attname, format_type(a.atttypid, a.atttypmod)) AS types
  FROM wanted w JOIN pg_attribute a ON a.attrelid = w.oid AND a.attnum > 0 AND NOT a.attisdropped
  GROUP BY w.oid
)
SELECT pg_is_in_recovery() AS "standby",
  (SELECT d.oid FROM pg_database d WHERE d.datname = current_database()) AS "databaseOid",
  session_user AS "dbRole",
  (SELECT o.oid FROM own o WHERE o.relname = 'change_log') AS "logOid",
  (SELECT count(*) = 6 AND bool_and(o.granted) FROM own o) AS "granted",
  has_function_privilege('pg_control_system()', 'EXECUTE') AS "mayReadControl",
  has_function_privilege('pg_current_wal_lsn()', 'EXECUTE')
    AND has_function_privilege('pg_walfile_name(pg_lsn)', 'EXECUTE') AS "mayReadTimeline",
  has_database_privilege(current_database(), 'CREATE')
    AND (SELECT bool_and(pg_has_role(w.relowner, 'USAGE')) FROM wanted w WHERE w.oid IS NOT NULL)
    AND coalesce((SELECT has_schema_privilege(h.oid, 'CREATE') FROM home h), true) AS "canInstall",
  (SELECT json_agg(json_build_object(
      'name', w.name,
      'exists', w.oid IS NOT NULL,
      'columns', coalesce(c.types, '{}'),
      'triggers', coalesce(t.states,
        '{"insert":"missing","update":"missing","delete":"missing","truncate":"missing"}'),
      'privileges', json_build_object(
        'select', may.usable AND has_table_privilege(w.oid, 'SELECT'),
        'insert', may.usable AND has_table_privilege(w.oid, 'INSERT'),
        'update', may.usable AND has_table_privilege(w.oid, 'UPDATE'),
        'delete', may.usable AND has_table_privilege(w.oid, 'DELETE'))
    ) ORDER BY w.place)
   FROM wanted w
   LEFT JOIN trigger_of t ON t.oid = w.oid
   LEFT JOIN column_of c ON c.oid = w.oid
   CROSS JOIN LATERAL (SELECT w.oid IS NOT NULL
     AND coalesce(has_schema_privilege(w.relnamespace, 'USAGE'), false) AS usable) may) AS "tables"`;
