import type { PgClient, PostgresConnection } from '../../connections/postgres-connection';
import { syncTables } from '../tables';
import { factsOfServer, factsOfTables } from './meet-server-sql';
import type { ServerFacts, ServerTable } from './server-facts';

export type { ServerFacts } from './server-facts';

/**
 * Finds out what a server is, what sync has there, and what this log-in may do: everything that a
 * pull has to know before it trusts the log. Two statements; nothing is changed. Works for any
 * log-in and behind PgBouncer. Throws as the connection does.
 */
export function meetServer(connection: PostgresConnection): Promise<ServerFacts> {
  return connection.transaction(meetServerThrough, { readOnly: true, statementTimeoutMs: 30_000 });
}

/** The same inside a transaction that is open already. */
export async function meetServerThrough(client: PgClient): Promise<ServerFacts> {
  const tables = await factsOfTables(
    client,
    syncTables.map(({ name }) => name),
  );
  const server = await factsOfServer(client, tables);
  return {
    identity: {
      epoch: server.epoch,
      systemIdentifier: server.systemIdentifier,
      timeline: server.timeline,
      databaseOid: tables.databaseOid,
      logOid: tables.logOid,
    },
    // Without its row the log has no epoch: installing again mends that.
    installed: tables.logOid !== null && tables.granted && server.epoch !== null,
    granted: tables.logOid === null || tables.granted,
    standby: tables.standby,
    prunedXid: server.prunedXid,
    snapshotXmax: server.snapshotXmax,
    tables: new Map(tables.tables.map(({ name, ...table }) => [name, tableOf(table)])),
    who: {
      dbRole: tables.dbRole,
      userId: server.userId,
      isAdmin: server.isAdmin ?? false,
      source: server.isAdmin === null ? 'none' : 'mapping',
    },
    canInstall: tables.canInstall,
  };
}

function tableOf(found: Omit<ServerTable, 'trigger'>): ServerTable {
  const states = Object.values(found.triggers);
  const worst = (['missing', 'disabled'] as const).find((state) => states.includes(state));
  return { ...found, trigger: worst ?? 'ok' };
}
