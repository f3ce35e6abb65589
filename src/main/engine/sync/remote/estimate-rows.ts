import type { SyncSession } from '../session';
import { countRows, type Counted } from './count-rows';

type Asking = Pick<SyncSession, 'connection'>;

/** About how many rows each of these are. */
export function estimateRows(
  { connection }: Asking,
  wanted: readonly Counted[],
): Promise<readonly number[]> {
  return connection.transaction((client) => countRows(client, wanted), {
    readOnly: true,
    statementTimeoutMs: 60_000,
  });
}
