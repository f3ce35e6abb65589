import { FailureError } from '../../../shared/kernel/errors';
import type { EngineContext } from '../context';
import {
  connectPostgres,
  type ConnectOptions,
  type PostgresConnection,
} from './postgres-connection';
import { settingsLabel, type PostgresSettings } from './postgres-settings';
import { settingsSecret, targetSecret, type ResolvedPostgres } from './resolve-database';

const mayBeAsked = 3;

/**
 * Connects to a resolved server. Where the server wants a password and none is known, the person
 * is asked (a terminal) up to three times; what was right is remembered until the engine closes.
 * Throws the diagnosis as a failure. Close the connection when done.
 */
export async function openPostgres(
  { secrets }: Pick<EngineContext, 'secrets'>,
  database: ResolvedPostgres,
  options: ConnectOptions = {},
): Promise<PostgresConnection> {
  let { password } = database;
  for (let asked = 0; ; asked += 1) {
    const connected = await connectPostgres(database.settings, password, options);
    if (connected.ok) {
      if (asked > 0 && password !== undefined) secrets.remember(secretKey(database), password);
      return connected.value;
    }
    const { details } = connected.error;
    const again =
      details?.problem === 'password_needed' ||
      (asked > 0 && details?.problem === 'password_wrong');
    const answer =
      again && asked < mayBeAsked
        ? await secrets.ask(passwordQuestion(database.settings))
        : undefined;
    if (answer === undefined) throw new FailureError(connected.error);
    password = answer;
  }
}

/** Opens a server for one piece of work and closes it again whatever happens. */
export async function withPostgres<T>(
  context: Pick<EngineContext, 'secrets'>,
  database: ResolvedPostgres,
  work: (connection: PostgresConnection) => Promise<T>,
  options: ConnectOptions = {},
): Promise<T> {
  const connection = await openPostgres(context, database, options);
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

/** What a person is asked at a terminal. */
export function passwordQuestion(settings: PostgresSettings): string {
  return `Password for ${settingsLabel(settings)}`;
}

function secretKey({ targetId, settings }: ResolvedPostgres): string {
  return targetId === undefined ? settingsSecret(settings) : targetSecret(targetId);
}
