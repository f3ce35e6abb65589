import type { Failure } from '../../../shared/kernel/errors';
import { toFailure, type ConnectFailure } from './connect-problem';
import { serverPlace, type PostgresSettings } from './postgres-settings';
import type { ServerIdentity } from './server-repository';

/** PostgreSQL 13: the oldest with xid8, which the synchronisation counts by. */
const oldestServer = 130_000;

type Checked = Pick<ServerIdentity, 'version' | 'number' | 'standby'>;

/** Why Lectern does not work on this server; undefined when it does. */
export function serverProblem(
  settings: PostgresSettings,
  { version, number, standby }: Checked,
): ConnectFailure | undefined {
  const place = serverPlace(settings);
  if (number < oldestServer) {
    return {
      problem: 'server_too_old',
      code: 'refused',
      what: `The server ${place} runs PostgreSQL ${version}; Lectern needs 13 or newer.`,
      remedy: 'Have the server upgraded, or restore its data into a newer one and connect there.',
    };
  }
  if (!standby) return undefined;
  return {
    problem: 'standby',
    code: 'refused',
    what: `The server ${place} is a standby: it follows another server and accepts no changes.`,
    remedy: 'Connect to the primary; your provider may call it the writer or the main instance.',
  };
}

/** The same as a failure. */
export function checkServer(settings: PostgresSettings, server: Checked): Failure | undefined {
  const problem = serverProblem(settings, server);
  return problem && toFailure(problem);
}
