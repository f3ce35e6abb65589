import { FailureError } from '../../../../shared/kernel/errors';
import { missingPrivileges } from '../../connections/missing-privileges';
import type { PgClient, PostgresConnection } from '../../connections/postgres-connection';
import { isLocalHost } from '../../connections/postgres-settings';
import { readPrivileges, type Privileges } from '../../connections/privileges-repository';
import { serverProblem } from '../../connections/server-check';
import { readTimeZone } from '../../connections/server-repository';
import { isUtc, zoneWarning } from '../../connections/time-zone';
import { lmsTables } from '../lms-tables';
import type { StepSet } from '../load-steps';
import { readHistory } from '../postgres/history';
import { backfillStep } from '../step';
import { busyComplaints, usualPatience, type Patience } from './busy-sessions';
import { columnComplaints, type FoundColumn } from './column-complaints';
import { blocker, joinFindings, warning, type Preflight } from './complaint';
import { dependantComplaints } from './dependants';
import { backfillBytes, freeBytesOf, spaceFindings, type FreeBytes } from './free-space';
import { halfExisting } from './half-existing';
import { keyComplaints } from './keys';
import { readColumns, readTables, type FoundTable } from './postgres-catalogue';
import { tableComplaints } from './table-complaints';

/** What a test decides differently. */
export type PreflightOptions = { readonly patience?: Patience; readonly freeBytes?: FreeBytes };

const names = lmsTables.map((table) => table.name);

/**
 * Looks at a server as the steps will meet it. One read-only transaction in one snapshot: nothing
 * is changed, and a role that may only read is enough.
 */
export function preflightServer(
  connection: PostgresConnection,
  set: StepSet,
  options: PreflightOptions = {},
): Promise<Preflight> {
  return connection.transaction((client) => lookAround(client, connection, set, options), {
    readOnly: true,
    isolation: 'repeatable read',
    lockTimeoutMs: 5_000,
    statementTimeoutMs: 120_000,
  });
}

async function lookAround(
  client: PgClient,
  connection: PostgresConnection,
  set: StepSet,
  { patience = usualPatience, freeBytes = freeBytesOf }: PreflightOptions,
): Promise<Preflight> {
  const { applied, finding } = await appliedSteps(client);
  const privileges = await readPrivileges(client, names);
  const tables = await readTables(client, names);
  const there = tables.filter((table) => table.schema !== null);
  const columns = await readColumns(client, there);
  const size = applied?.has(backfillStep) ? undefined : await backfillSize(client, tables, columns);
  return joinFindings([
    aboutServer(connection),
    finding,
    privilegeComplaints(privileges),
    tableComplaints(tables),
    columnComplaints(new Set(there.map((table) => table.name)), columns),
    await keyComplaints(client, tables),
    applied ? await halfExisting(client, set, applied) : {},
    await dependantComplaints(client, applied ?? new Set()),
    await zoneComplaint(client),
    await busyComplaints(client, patience, privileges.seesOtherSessions),
    await spaceComplaint(client, connection, size, freeBytes),
  ]);
}

function privilegeComplaints(privileges: Privileges): Partial<Preflight> {
  return {
    complaints: missingPrivileges(privileges).map(({ object, what, remedy }) =>
      blocker('privileges', object, what, remedy),
    ),
  };
}

function aboutServer(connection: PostgresConnection): Partial<Preflight> {
  const { settings, serverVersion: version, serverVersionNumber: number, standby } = connection;
  const old = serverProblem(settings, { version, number, standby: false });
  const copy = serverProblem(settings, { version, number: Infinity, standby });
  return {
    complaints: [
      ...(old ? [blocker('server_version', `PostgreSQL ${version}`, old.what, old.remedy)] : []),
      ...(copy ? [blocker('standby', settings.host, copy.what, copy.remedy)] : []),
    ],
    information: connection.pooled
      ? ['A pooler stands between Lectern and the server; for migrations connect directly.']
      : [],
  };
}

type History = { readonly applied?: ReadonlySet<string>; readonly finding: Partial<Preflight> };

/** The steps in the history; unknown when the role may not read it, which is a complaint. */
async function appliedSteps(client: PgClient): Promise<History> {
  try {
    const history = await readHistory(client);
    return { applied: new Set(history.map((entry) => entry.step)), finding: {} };
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    const complaint = blocker(
      'privileges',
      'lectern.migration_history',
      'The role may not read the history of the steps, so nobody can tell which are applied.',
      'Let an owner run: GRANT USAGE ON SCHEMA lectern TO the role; GRANT SELECT ON ALL TABLES IN SCHEMA lectern TO the role;',
    );
    return { finding: { complaints: [complaint] } };
  }
}

async function zoneComplaint(client: PgClient): Promise<Partial<Preflight>> {
  const zone = await readTimeZone(client);
  if (isUtc(zone)) return {};
  const { what, remedy } = zoneWarning(zone);
  return { complaints: [warning('time_zone', zone, what, remedy)] };
}

/** Rows the back-fill would write, as bytes; undefined where what it reads cannot be counted. */
async function backfillSize(
  client: PgClient,
  tables: readonly FoundTable[],
  columns: readonly FoundColumn[],
): Promise<number | undefined> {
  const isReadable = tables.some(({ name, readable }) => name === 'UserProgress' && readable);
  const hasColumns = ['userId', 'isCompleted'].every((name) =>
    columns.some(({ table, column }) => table === 'UserProgress' && column === name),
  );
  if (!isReadable || !hasColumns) return undefined;
  const { rows } = await client.query<{ awards: number; learners: number }>(
    // A grouping is hashed, where count(DISTINCT) would sort millions of rows.
    `SELECT CAST(sum(completed) AS bigint) AS "awards", count(*) AS "learners"
     FROM (SELECT count(*) FILTER (WHERE "isCompleted") AS completed
           FROM "UserProgress" GROUP BY "userId") p`,
  );
  return backfillBytes(rows[0]?.awards ?? 0, rows[0]?.learners ?? 0);
}

async function spaceComplaint(
  client: PgClient,
  { settings: { host } }: PostgresConnection,
  needed: number | undefined,
  freeBytes: FreeBytes,
): Promise<Partial<Preflight>> {
  if (needed === undefined) return {};
  const { rows } = await client.query<{ folder: string }>(
    // The setting itself may not be asked for by everybody; the list just leaves it out.
    `SELECT setting AS "folder" FROM pg_settings WHERE name = 'data_directory'`,
  );
  const folder = isLocalHost(host) ? rows[0]?.folder : undefined;
  const free = folder === undefined ? undefined : freeBytes(folder);
  return spaceFindings(folder ?? `the server's disk (${host})`, needed, free);
}
