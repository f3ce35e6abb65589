import type { OutputOf } from '../../../shared/contract/define';
import type { sync } from '../../../shared/contract/sync';
import { FailureError } from '../../../shared/kernel/errors';
import { withPostgres } from '../connections/open-postgres';
import type { PostgresConnection } from '../connections/postgres-connection';
import type { CallContext } from '../context';
import { meetServer, type ServerFacts } from './remote/meet-server';
import { countScope, type ScopeSize } from './remote/scope-size';
import { explainTrouble, problemOf } from './service/explain-trouble';
import { namedServer } from './service/named-server';
import { requireInstalled } from './service/require-usable';
import { whoAmI, type WhoIsThere } from './service/who-am-i';

export type SyncPreview = OutputOf<typeof sync.preview>;
type Complaint = SyncPreview['complaints'][number];

/** Rows a second of a first copy over a quick network, indexes included, as measured. */
const rowsPerSecond = 100_000;
/** Logging in, meeting the server and the rounds of a copy, however small. */
const leastSeconds = 1;

/**
 * Looks at a server before it becomes a workspace's: who one is there, what would be copied, and
 * what stands in the way. Changes nothing. Fails when the server cannot be reached.
 */
export async function previewServer(
  context: CallContext,
  request: { readonly server: string; readonly user?: string | undefined },
): Promise<SyncPreview> {
  const server = await namedServer(context, request.server);
  try {
    return await withPostgres(
      context,
      server,
      async (connection) => {
        const facts = await meetServer(connection);
        const who = whoAmI(facts.who, request.user);
        const size = await countScope(connection, facts, who.userId);
        return describe(server.label, connection, { facts, who, size });
      },
      { acceptAny: true },
    );
  } catch (error) {
    throw new FailureError(explainTrouble(error, context, server.settings, context.signal.aborted));
  }
}

type Found = {
  readonly facts: ServerFacts;
  readonly who: WhoIsThere;
  readonly size: ScopeSize;
};

function describe(
  server: string,
  connection: PostgresConnection,
  { facts, who, size }: Found,
): SyncPreview {
  const total = Object.values(size.rows).reduce((sum, count) => sum + count, 0);
  return {
    server,
    version: connection.serverVersion,
    installed: facts.installed,
    canInstall: facts.canInstall,
    who: { ...who },
    courses: size.courses.map((course) => ({ ...course })),
    rows: { ...size.rows },
    estimateSeconds: Math.ceil(leastSeconds + total / rowsPerSecond),
    complaints: [
      ...whatForbids(connection, facts),
      ...whatIsMissing(facts),
      ...whoComplaints(who, size),
    ],
  };
}

/** What `init` would refuse. */
function whatForbids(connection: PostgresConnection, facts: ServerFacts): readonly Complaint[] {
  try {
    requireInstalled({ connection, facts });
    return [];
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    const { code, message, remedy } = problemOf(error.failure);
    return [{ check: code, detail: message, remedy }];
  }
}

/** What sync can live with, and a person should know. */
function whatIsMissing({ tables, installed }: ServerFacts): readonly Complaint[] {
  const named = (
    test: (
      table: ServerFacts['tables'] extends ReadonlyMap<string, infer T> ? T : never,
    ) => boolean,
  ) => [...tables].filter(([, table]) => test(table)).map(([name]) => name);
  const absent = named((table) => !table.exists);
  const unlogged = installed ? named((table) => table.exists && table.trigger !== 'ok') : [];
  return [
    ...(absent.length === 0
      ? []
      : [
          {
            check: 'tables_missing',
            detail: `The server has no ${absent.join(', ')}. Everything else is kept in step.`,
            remedy: 'Have the steps of the plan applied there (Database, or migrate up).',
          },
        ]),
    ...(unlogged.length === 0
      ? []
      : [
          {
            check: 'triggers_missing',
            detail: `The server does not write down changes of ${unlogged.join(', ')}; they are found by comparing, and late.`,
            remedy: 'Have the owner of the tables run: SELECT lectern.install_change_triggers();',
          },
        ]),
  ];
}

function whoComplaints(who: WhoIsThere, { courses }: ScopeSize): readonly Complaint[] {
  if (courses.length > 0) return [];
  const detail =
    who.userId === null
      ? 'The server has no course yet.'
      : `No course belongs to the LMS user ${who.userId}.`;
  return [
    { check: 'no_courses', detail, remedy: 'Check the user; courses that come later are fetched.' },
  ];
}
