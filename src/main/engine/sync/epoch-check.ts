import { parseCursor } from './cursor';
import { newestDeliveries } from './epoch-deliveries';
import { mirroredCourses } from './local/scope-repository';
import { saveSyncState, type SyncState } from './local/state-repository';
import { toldAtSql } from './remote/client-repository';
import type { ServerIdentity } from './remote/server-facts';
import type { SyncSession } from './session';

/** Why what is here may not follow from what the server is now. */
export type EpochChange =
  /** Marks of the server itself: a dump restored elsewhere, another database, an older moment. */
  | keyof ServerIdentity
  /** The server counts fewer transactions than it had when we last looked, or has forgotten what we told it. */
  | 'older_state'
  /** The server does not know what it once acknowledged to us. */
  | 'lost_operations'
  /** The server forgot changes that are not here yet. */
  | 'pruned'
  /** Taking it over had begun and has not ended. */
  | 'interrupted';

export type EpochCheck = 'same' | 'first' | { readonly changed: readonly EpochChange[] };

const marks = ['epoch', 'systemIdentifier', 'timeline', 'databaseOid', 'logOid'] as const;

/**
 * Whether the server is the one, and of the history, that this workspace follows. One statement.
 * `first`: nothing was known of it, and from now on it is this one. Throws as the connection does.
 */
export async function checkEpoch(session: SyncSession): Promise<EpochCheck> {
  const { context, facts } = session;
  const state = session.state();
  if (state.identity === null) {
    context.workspace.write((db) => saveSyncState(db, { identity: facts.identity }));
    return 'first';
  }
  const different = differences(state.identity, facts.identity);
  const changed: readonly EpochChange[] = [
    ...different,
    ...(await lookBack(session, state)),
    ...(state.phase === 'repairing' ? (['interrupted'] as const) : []),
  ];
  return changed.length === 0 ? 'same' : { changed };
}

/** What either side does not know tells nothing. */
function differences(here: ServerIdentity, there: ServerIdentity): readonly EpochChange[] {
  return marks.filter((mark) => {
    const [known, found] = [here[mark], there[mark]];
    return known !== null && found !== null && known !== found;
  });
}

async function lookBack(
  { connection, context }: SyncSession,
  state: SyncState,
): Promise<readonly EpochChange[]> {
  const { read } = context.workspace;
  const pushIds = newestDeliveries(read, context.clock.now());
  const server = await connection.transaction(
    async (client) => {
      const { rows } = await client.query<ServerHistory>(
        `SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS xmax,
           (SELECT pruned_xid::text FROM lectern.sync_meta) AS pruned,
           (SELECT count(*)::int FROM lectern.sync_op WHERE push_id = ANY($1::text[])) AS known,
           (SELECT ${toldAtSql} FROM lectern.sync_client c WHERE c.client_id = $2) AS told`,
        [pushIds, state.clientId],
      );
      return rows[0];
    },
    { readOnly: true, statementTimeoutMs: 30_000 },
  );
  if (!server) throw new Error('A SELECT without FROM has one row');
  const seeds = mirroredCourses(read).map(({ seedCursor }) => seedCursor);
  const cursors = [state.cursor, ...seeds].filter((text) => text !== null).map(parseCursor);
  const [xmax, pruned] = [BigInt(server.xmax), BigInt(server.pruned ?? 0)];
  const isOlder =
    cursors.some((cursor) => cursor.xmax > xmax) || isBehind(server.told, state.identity?.told);
  return [
    ...(isOlder ? (['older_state'] as const) : []),
    ...(server.known < pushIds.length ? (['lost_operations'] as const) : []),
    ...(cursors.some((cursor) => cursor.xmin < pruned) ? (['pruned'] as const) : []),
  ];
}

/**
 * A disk that was put back has all marks of before and may have counted on by now; but it has
 * forgotten that we told it how far we were.
 */
function isBehind(there: string | null, told: string | null | undefined): boolean {
  if (told === null || told === undefined) return false;
  return there === null || BigInt(there) < BigInt(told);
}

type ServerHistory = {
  readonly xmax: string;
  readonly pruned: string | null;
  readonly known: number;
  readonly told: string | null;
};
