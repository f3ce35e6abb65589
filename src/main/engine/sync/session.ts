import type { PostgresConnection } from '../connections/postgres-connection';
import type { EngineContext } from '../context';
import type { RowStore } from '../journal/row-store';
import type { SyncState } from './local/state-repository';
import type { SyncProgress } from './progress';
import type { ServerFacts } from './remote/meet-server';

/** All that one cycle of the loop hands to its steps. */
export type SyncSession = {
  readonly context: EngineContext;
  readonly connection: PostgresConnection;
  /** What the server was found to be in this cycle. */
  readonly facts: ServerFacts;
  /** Read anew at each call; throws in a workspace without a server. */
  readonly state: () => SyncState;
  readonly rows: RowStore;
  readonly signal: AbortSignal;
  readonly report: (progress: SyncProgress) => void;
  /** Lets other calls run: awaited between slices of writing. */
  readonly breathe: () => Promise<void>;
};
