import { resolve } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { PostgresConnection } from '../../src/main/engine/connections/postgres-connection';
import { createWorkers } from '../../src/main/engine/jobs/workers';
import { saveSyncState } from '../../src/main/engine/sync/local/state-repository';
import { pull } from '../../src/main/engine/sync/pull';
import { refreshScope } from '../../src/main/engine/sync/scope';
import { seedMissing } from '../../src/main/engine/sync/seed';
import type { SyncSession } from '../../src/main/engine/sync/session';
import { directSync, type DirectSync } from './direct-session';
import { testEngine, type TestEngine } from './engine';
import { dumpOfServer, dumpOfWorkspace, type Dump } from './mirror-dump';
import type { SyncDatabase } from './sync-server';

/** A workspace that mirrors a test server, without the loop around it. */
export type Mirror = {
  readonly engine: TestEngine;
  readonly direct: DirectSync;
  readonly connection: PostgresConnection;
  /** A session that looks at the server anew. */
  readonly session: (part?: Partial<SyncSession>) => Promise<SyncSession>;
  /** Scope, copy of what is missing, pull: a cycle without a push. */
  readonly cycle: (part?: Partial<SyncSession>) => Promise<void>;
  /** Rows here and on the server as far as they are this user's, in the same form. */
  readonly both: () => Promise<{ readonly here: Dump; readonly there: Dump }>;
};

/** Makes a workspace for a user of the LMS; `userId` null: an administrator. */
export async function mirror(
  database: SyncDatabase,
  userId: string | null = null,
): Promise<Mirror> {
  const engine = await testEngine();
  const direct = directSync(engine, `client-of-${userId ?? 'administrator'}`);
  direct.workspace.write((db) => saveSyncState(db, { userId }));
  const workers = createWorkers(resolve(import.meta.dirname, '../../out/main'));
  onTestFinished(() => workers.close());
  const connection = await database.connect();
  const session: Mirror['session'] = async (part = {}) => {
    const made = await direct.session(connection);
    const context = { ...made.context, workers };
    return { ...made, context, breathe: () => turn(), ...part };
  };
  return {
    engine,
    direct,
    connection,
    session,
    cycle: async (part) => {
      const made = await session(part);
      await refreshScope(made);
      await seedMissing(made);
      await pull(made);
    },
    both: async () => ({
      here: dumpOfWorkspace(engine.sql),
      there: await dumpOfServer(
        database.admin,
        userId === null
          ? null
          : (engine.sql
              .prepare('SELECT "course_id" FROM "lectern_sync_scope"')
              .pluck()
              .all() as string[]),
      ),
    }),
  };
}
