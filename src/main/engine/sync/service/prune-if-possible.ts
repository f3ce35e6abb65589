import { errorParts } from '../../connections/postgres-errors';
import type { PostgresConnection } from '../../connections/postgres-connection';
import { pruneLog } from '../remote/client-repository';

/**
 * Lets the server forget what everybody has; answers how many changes that were. None where somebody
 * else does it at this moment, or where the login may not: both leave the log as it is.
 */
export async function pruneIfPossible(connection: PostgresConnection): Promise<number> {
  try {
    return await pruneLog(connection);
  } catch (error) {
    if (!['55P03', '42501'].includes(errorParts(error).code)) throw error;
    return 0;
  }
}
