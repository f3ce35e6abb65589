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
  return problems[code]?.(settings, code);
}

type Cause = (settings: PostgresSettings, code: string) => ConnectFailure;

const noSuchName: Cause = ({ host }) => ({
  problem: 'host_not_found',
  what: `There is no computer named ${host}.`,
  remedy: 'Check the spelling, and whether a VPN is needed to know the name.',
});

const noWay: Cause = (settings, code) => ({
  problem: 'no_answer',
  what: `There is no way from here to ${serverPlace(settings)} (${code}).`,
  remedy: 'Check that this computer is online and whether a VPN is needed.',
});

const problems: Readonly<Record<string, Cause>> = {
  ENOTFOUND: noSuchName,
  EAI_NONAME: noSuchName,
  EAI_AGAIN: ({ host }) => ({
    problem: 'host_not_found',
    what: `The name ${host} could not be looked up; the name service does not answer.`,
    remedy: 'Check the spelling, and that this computer is online; then try again.',
  }),
  ECONNREFUSED: ({ host, port }) => ({
    problem: 'port_closed',
    what: `The computer ${host} is there, but nothing listens at port ${port}.`,
    remedy:
      'Check the port, that Postgres runs, and that it listens to the network (listen_addresses).',
  }),
  EHOSTUNREACH: noWay,
  ENETUNREACH: noWay,
  ENETDOWN: noWay,
  EADDRNOTAVAIL: noWay,
};

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
