import type { ConnectFailure } from './connect-problem';
import { errorParts } from './postgres-errors';
import { isSocketFolder, serverPlace, type PostgresSettings } from './postgres-settings';

/** What keeps us from reaching the machine or its port; undefined when it was reached. */
export function networkProblem(
  error: unknown,
  settings: PostgresSettings,
): ConnectFailure | undefined {
  const { code } = errorParts(error);
  if (isSocketFolder(settings.host)) return socketProblem(code, settings);
  const place = serverPlace(settings);
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_NONAME':
      return {
        problem: 'host_not_found',
        what: `There is no computer named ${settings.host}.`,
        remedy: 'Check the spelling, and whether a VPN is needed to know the name.',
      };
    case 'EAI_AGAIN':
      return {
        problem: 'host_not_found',
        what: `The name ${settings.host} could not be looked up; the name service does not answer.`,
        remedy: 'Check that this computer is online, then try again.',
      };
    case 'ECONNREFUSED':
      return {
        problem: 'port_closed',
        what: `The computer ${settings.host} is there, but nothing listens at port ${settings.port}.`,
        remedy:
          'Check the port, that Postgres runs, and that it listens to the network (listen_addresses).',
      };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return {
        problem: 'no_answer',
        what: `There is no way from here to ${place} (${code}).`,
        remedy: 'Check that this computer is online and whether a VPN is needed.',
      };
    default:
      return undefined;
  }
}

function socketProblem(code: string, settings: PostgresSettings): ConnectFailure | undefined {
  const file = `${settings.host}/.s.PGSQL.${settings.port}`;
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ECONNREFUSED') {
    return {
      problem: 'port_closed',
      what: `No server listens at the socket ${file}.`,
      remedy:
        'Check the folder and the port (the number is part of the name of the file), and that Postgres runs.',
    };
  }
  if (code !== 'EACCES' && code !== 'EPERM') return undefined;
  return {
    problem: 'login_refused',
    what: `The socket ${file} may not be opened by this user.`,
    remedy: 'Connect through the network, or have the permissions of the socket changed.',
  };
}
