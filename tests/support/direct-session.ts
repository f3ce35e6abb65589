import type { PostgresConnection } from '../../src/main/engine/connections/postgres-connection';
import type { EngineContext } from '../../src/main/engine/context';
import { createJournal } from '../../src/main/engine/journal/journal';
import { RowStore } from '../../src/main/engine/journal/row-store';
import { projections } from '../../src/main/engine/projections';
import { createWorkspace, type Workspace } from '../../src/main/engine/storage/workspace';
import { applyServerRows } from '../../src/main/engine/sync/local/apply-rows';
import { recordEdit } from '../../src/main/engine/sync/local/record-edit';
import { settleAcknowledged } from '../../src/main/engine/sync/local/settle';
import {
  createSyncState,
  readSyncState,
  saveSyncState,
} from '../../src/main/engine/sync/local/state-repository';
import { isUnfit } from '../../src/main/engine/sync/remote/convert';
import { meetServer } from '../../src/main/engine/sync/remote/meet-server';
import { readServerRows } from '../../src/main/engine/sync/remote/server-rows';
import { serverName, syncTables } from '../../src/main/engine/sync/tables';
import type { SyncSession } from '../../src/main/engine/sync/session';
import type { Fields } from '../../src/shared/domain/sync/values';
import { createIdSource } from '../../src/shared/kernel/ids';
import type { TestEngine } from './engine';
import { seededBytes } from './seeded-bytes';

/** A workspace with a server, driven step by step, without the loop. */
export type DirectSync = {
  readonly context: EngineContext;
  readonly workspace: Workspace;
  /** One cycle's session; looks at the server anew. */
  readonly session: (connection: PostgresConnection) => Promise<SyncSession>;
  /** Everything on the server becomes the base here, at one snapshot; the plainest of pulls. */
  readonly pullAll: (session: SyncSession) => Promise<void>;
};

/** Gives a test engine's workspace a server; a second connection in place of the engine's own. */
export function directSync(engine: TestEngine, clientId: string, seed = 99): DirectSync {
  const workspace = createWorkspace(
    engine.sql,
    engine.file,
    { release: () => undefined } as never, // the engine holds the lock itself
    undefined,
  );
  const newId = createIdSource(seededBytes(seed));
  const { clock } = engine;
  const who = (): string => `Grader ${clientId}`;
  const journal = createJournal({
    workspace,
    clock,
    newId,
    who,
    projections,
    changed: () => undefined,
    recorded: (db, action) => recordEdit(db, action, newId),
  });
  // What a push and a decision use; nothing else is reached for.
  const context = {
    workspace,
    journal,
    edit: journal.edit,
    clock,
    newId,
    who,
    emit: () => undefined,
  } as unknown as EngineContext;
  if (!readSyncState(workspace.read)) {
    workspace.write((db) =>
      createSyncState(db, {
        clientId,
        server: { host: 'test', port: 1, database: 'test', user: 'test', tls: { mode: 'disable' } },
        targetId: null,
        userId: null,
        includePeople: true,
      }),
    );
  }
  return {
    context,
    workspace,
    session: async (connection) => ({
      context,
      connection,
      facts: await meetServer(connection),
      state: () => {
        const state = readSyncState(workspace.read);
        if (!state) throw new Error('no server');
        return state;
      },
      rows: new RowStore(engine.sql),
      signal: new AbortController().signal,
      report: () => undefined,
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
    }),
    pullAll,
  };
}

async function pullAll(session: SyncSession): Promise<void> {
  const { connection, context, facts } = session;
  const { workspace } = context;
  const pulled = await connection.transaction(
    async (client) => {
      const changes: {
        table: string;
        key: string;
        row: Fields | null;
        unfit?: { [name: string]: string };
      }[] = [];
      const { rows } = await client.query<{ s: string }>('SELECT pg_current_snapshot()::text AS s');
      for (const table of syncTables) {
        const found = facts.tables.get(table.name);
        if (!found?.exists) continue;
        const all = await client.query<{ k: string }>(
          `SELECT t."${table.key}"::text AS k FROM ${serverName(table.name)} t`,
        );
        const keys = all.rows.map(({ k }) => k);
        const read = await readServerRows(client, {
          table,
          columns: found.columns,
          keys,
          lock: false,
        });
        for (const [key, row] of read) {
          const unfit = Object.entries(row).filter(
            ([name, value]) =>
              table.columns.some((column) => column.name === name && column.kind === 'real') &&
              typeof value === 'string' &&
              isUnfit(value),
          );
          const nulls = Object.fromEntries(unfit.map(([name]) => [name, null]));
          const texts = Object.fromEntries(unfit.map(([name, value]) => [name, String(value)]));
          changes.push({ table: table.name, key, row: { ...row, ...nulls }, unfit: texts });
        }
        // A standing derived from awards that are still to be sent is nobody else's business.
        if (table.name === 'UserXP') continue;
        for (const key of keysHere(workspace, table.name, table.key))
          if (!read.has(key)) changes.push({ table: table.name, key, row: null });
      }
      return { cursor: rows[0]?.s ?? '', changes };
    },
    { readOnly: true, isolation: 'repeatable read' },
  );
  const at = new Date(context.clock.now()).toISOString();
  workspace.write((db) => {
    const touched = settleAcknowledged(db, pulled.cursor, at);
    applyServerRows(db, session.rows, pulled.changes, at, touched);
    saveSyncState(db, { cursor: pulled.cursor, phase: 'ready' });
  });
}

function keysHere(workspace: Workspace, table: string, key: string): readonly string[] {
  return workspace.connection
    .prepare(
      `SELECT "${key}" FROM "${table}" UNION SELECT "row_key" FROM "lectern_base" WHERE "table_name" = ?`,
    )
    .pluck()
    .all(table) as string[];
}
