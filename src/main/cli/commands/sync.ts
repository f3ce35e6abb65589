import type { EngineClient } from '../../../shared/contract';
import type { SyncStatus } from '../../../shared/contract/sync';
import type { Failure } from '../../../shared/kernel/errors';
import type { Result } from '../../../shared/kernel/result';
import { done, flag, required, table, text, unwrap, usageError, withComplaints } from '../answers';
import { CommandFailure, type Command, type CommandCall, type CommandOutcome } from '../command';

const init: Command = {
  name: 'sync init',
  summary: 'Connect an empty workspace to a server and make the first copy.',
  usage:
    '--server URL|NAME [--user LMS_USER_ID] [--install] [--without-people]\n\n' +
    'Without --user an administrator, with all courses; what the server says about the login counts\n' +
    'first. --install creates the server side (as the owner of the tables). A password in the URL\n' +
    'lives for this call only; set LECTERN_PASSWORD for the ones after it.',
  options: {
    server: { type: 'string' },
    user: { type: 'string' },
    install: { type: 'boolean' },
    'without-people': { type: 'boolean' },
  },
  positionals: [0, 0],
  opens: 'write',
  run: async (call) => {
    const { options, client, signal } = call;
    const wanted = {
      server: required(options, 'server'),
      user: wholeUser(text(options, 'user')),
      install: flag(options, 'install'),
      includePeople: !flag(options, 'without-people'),
    };
    return withStatus(call, await client.sync.init(wanted, { signal }));
  },
};

/** An empty one is a variable of a script that was not set, and would mean all courses. */
function wholeUser(user: string | undefined): string | undefined {
  return user?.trim() === ''
    ? usageError('--user is empty. Leave it out for all courses, as an administrator.')
    : user;
}

function cycle(what: 'run' | 'pull' | 'push', summary: string): Command {
  return {
    name: `sync ${what}`,
    summary,
    usage: '',
    options: {},
    positionals: [0, 0],
    opens: 'write',
    run: async (call) =>
      withStatus(call, await call.client.sync[what]({}, { signal: call.signal })),
  };
}

const status: Command = {
  name: 'sync status',
  summary: 'Say how the workspace and its server stand.',
  usage: '',
  options: {},
  positionals: [0, 0],
  opens: 'read',
  run: async ({ client }) => statusOutcome(unwrap(await client.sync.status({}))),
};

function pausing(paused: boolean): Command {
  return {
    name: paused ? 'sync pause' : 'sync resume',
    summary: paused
      ? 'Send and fetch nothing until it is resumed.'
      : 'Let sync go on after a pause.',
    usage: '',
    options: {},
    positionals: [0, 0],
    opens: 'write',
    run: async ({ client }) => statusOutcome(unwrap(await client.sync.pause({ paused }))),
  };
}

const server: Command = {
  name: 'sync server',
  summary: 'Reach the same server by another address or login.',
  usage: 'URL|NAME',
  options: {},
  positionals: [1, 1],
  opens: 'write',
  run: async (call) => {
    const [named = ''] = call.positionals;
    return withStatus(call, await call.client.sync.changeServer({ server: named }));
  },
};

const verify: Command = {
  name: 'sync verify',
  summary: 'Compare the workspace with the server; change nothing.',
  usage: '',
  options: {},
  positionals: [0, 0],
  opens: 'write',
  run: async ({ client, signal }) => {
    const answer = unwrap(await client.sync.verify({}, { signal }));
    const rows = Object.values(answer.compared).reduce((sum, count) => sum + count, 0);
    if (answer.ok) return done(answer, `${rows} rows compared; everything is alike.`);
    return withComplaints(answer, differsText(answer.differs));
  },
};

const repair: Command = {
  name: 'sync repair',
  summary: 'Mend what differs from the server; the queue is kept.',
  usage: '',
  options: {},
  positionals: [0, 0],
  opens: 'write',
  run: async ({ client, signal }) => {
    const answer = unwrap(await client.sync.repair({}, { signal }));
    const which = answer.differs.length === 0 ? '' : `\n${differsText(answer.differs)}`;
    return done(answer, `${answer.repaired} rows mended.${which}`);
  },
};

type Difference = { readonly table: string; readonly ids: readonly string[] };

function differsText(differs: readonly Difference[]): string {
  return differs
    .map(({ table: name, ids }) => {
      const more = ids.length > 10 ? ` and ${ids.length - 10} more` : '';
      return `${name}: ${ids.slice(0, 10).join(', ')}${more}`;
    })
    .join('\n');
}

/** The status after something was done; when that failed, it is known beside the failure. */
async function withStatus(
  { client }: CommandCall,
  result: Result<SyncStatus, Failure>,
): Promise<CommandOutcome> {
  if (result.ok) return statusOutcome(result.value);
  const known = await statusBesideFailure(client);
  throw new CommandFailure(result.error, { ...result.error.details, ...known });
}

async function statusBesideFailure(client: EngineClient): Promise<Partial<SyncStatus>> {
  const answer = await client.sync.status({});
  return answer.ok && answer.value.state !== 'none' ? answer.value : {};
}

function statusOutcome(answer: SyncStatus): CommandOutcome {
  const waits = answer.parked + answer.conflicts > 0;
  return (waits ? withComplaints : done)(answer, statusText(answer));
}

function statusText(answer: SyncStatus): string {
  const { state, server, userId, queued, parked, conflicts, lastSyncedAt, problem } = answer;
  if (state === 'none') return 'This workspace has no server.';
  const waiting = parked + conflicts > 0 ? ['sync conflicts and sync outbox list what waits.'] : [];
  const troubled = problem ? [`${problem.message} ${problem.remedy}`] : [];
  return [
    table([
      ['state', state],
      ['server', server],
      ['as', userId ?? 'an administrator, all courses'],
      ['queued', queued],
      ['parked', parked],
      ['conflicts', conflicts],
      ['last synced', lastSyncedAt],
    ]),
    ...courselessText(answer),
    ...troubled,
    ...waiting,
  ].join('\n');
}

/** Said of an id that was mistyped, too: a person may be given courses before there is a row of them. */
function courselessText({ state, userId, rows }: SyncStatus): readonly string[] {
  if (state !== 'synced' || userId === null || (rows.Course ?? 0) > 0) return [];
  return [
    `No course belongs to the LMS user ${userId}, so nothing is here. Check the user; courses that come later are fetched.`,
  ];
}

/** The workspace and its server. */
export const syncCommands: readonly Command[] = [
  init,
  cycle('run', 'Send what is queued, then fetch what is new.'),
  cycle('pull', 'Fetch what is new on the server.'),
  cycle('push', 'Send what is queued.'),
  status,
  pausing(true),
  pausing(false),
  server,
  verify,
  repair,
];
