import type { PostgresSettings } from '../../connections/postgres-settings';
import type { ReadableDb, WritableDb } from '../../storage/database';
import type { ServerIdentity } from '../remote/server-facts';

/** A server as it was met. */
export type KnownServer = ServerIdentity & {
  /** When it was told how far we are, by its own clock, in microseconds since 1970. */
  readonly told?: string | null;
};

/** How this workspace and its server stand. */
export type SyncState = {
  readonly clientId: string;
  /** Never holds the password. */
  readonly server: PostgresSettings;
  readonly targetId: string | null;
  /** The LMS user whose courses are mirrored; null: an administrator, all courses. */
  readonly userId: string | null;
  readonly includePeople: boolean;
  readonly paused: boolean;
  /** What the server was at the last contact: when any of it changes, it is another one. */
  readonly identity: KnownServer | null;
  /** The server's columns by table at the last contact. */
  readonly columns: { readonly [table: string]: readonly string[] } | null;
  readonly phase: 'seeding' | 'ready' | 'repairing';
  readonly cursor: string | null;
  readonly lastSyncedAt: string | null;
  readonly lastVerifiedAt: string | null;
};

/** The state; undefined for a workspace without a server. */
export function readSyncState(db: ReadableDb): SyncState | undefined {
  const row = db.first(db.from.selectFrom('lectern_sync_state').selectAll());
  if (!row) return undefined;
  // JSON columns are written by `saveSyncState` alone, and `phase` has a CHECK.
  return {
    clientId: row.client_id,
    server: JSON.parse(row.server) as PostgresSettings,
    targetId: row.target_id,
    userId: row.user_id,
    includePeople: row.include_people === 1,
    paused: row.paused === 1,
    identity: row.identity === null ? null : (JSON.parse(row.identity) as KnownServer),
    columns: row.columns === null ? null : (JSON.parse(row.columns) as SyncState['columns']),
    phase: row.phase as SyncState['phase'],
    cursor: row.cursor,
    lastSyncedAt: row.last_synced_at,
    lastVerifiedAt: row.last_verified_at,
  };
}

/** True when the workspace has a server. */
export function hasServer(db: ReadableDb): boolean {
  return readSharing(db) !== undefined;
}

/**
 * What of the workspace is shared with its server; undefined for a workspace without one. Cheap
 * enough for every change a person makes: unlike the whole state, nothing is parsed.
 */
export function readSharing(db: ReadableDb): Pick<SyncState, 'includePeople'> | undefined {
  const row = db.first(db.from.selectFrom('lectern_sync_state').select('include_people'));
  return row && { includePeople: row.include_people === 1 };
}

/** Gives the workspace its server. Fails in the database when it has one already. */
export function createSyncState(
  db: WritableDb,
  state: Pick<SyncState, 'clientId' | 'server' | 'targetId' | 'userId' | 'includePeople'>,
): void {
  db.run(
    db.from.insertInto('lectern_sync_state').values({
      id: 1,
      client_id: state.clientId,
      server: JSON.stringify(state.server),
      target_id: state.targetId,
      user_id: state.userId,
      include_people: state.includePeople ? 1 : 0,
    }),
  );
}

/** Writes the fields that are given. */
export function saveSyncState(db: WritableDb, patch: Partial<SyncState>): void {
  const { server, identity, columns, includePeople, paused } = patch;
  db.run(
    // Kysely leaves out what is undefined; the id keeps the statement whole when all of it is.
    db.from.updateTable('lectern_sync_state').set({
      id: 1,
      client_id: patch.clientId,
      server: server && JSON.stringify(server),
      target_id: patch.targetId,
      user_id: patch.userId,
      include_people: includePeople === undefined ? undefined : Number(includePeople),
      paused: paused === undefined ? undefined : Number(paused),
      identity: identity && JSON.stringify(identity),
      columns: columns && JSON.stringify(columns),
      phase: patch.phase,
      cursor: patch.cursor,
      last_synced_at: patch.lastSyncedAt,
      last_verified_at: patch.lastVerifiedAt,
    }),
  );
}
