import { toInstant } from '../../../shared/kernel/clock';
import { fail } from '../../../shared/kernel/errors';
import type { PgClient } from '../connections/postgres-connection';
import { recordEvent } from './local/event-repository';
import { saveSyncState } from './local/state-repository';
import { prepareHashing } from './remote/hashes';
import type { ServerFacts } from './remote/server-facts';
import type { SyncSession } from './session';
import { comparedTables } from './verify-scope';
import { verifyTable, type TableVerdict } from './verify-table';

/** Rows of a table that are not here as they are on the server. */
export type Difference = { readonly table: string; readonly ids: readonly string[] };

/** How the mirror and the server compare. */
export type Verification = {
  readonly differs: readonly Difference[];
  /** Rows that the server has, by table. */
  readonly compared: { readonly [table: string]: number };
};

export type VerifyOptions = {
  /** Only these tables. */
  readonly tables?: readonly string[];
};

/** Stands for the time of the last comparison where rows may be here that no log will name. */
export const mustCompare = toInstant(0);

/** The server may take so long for one table: some fifty million rows. */
export const comparing = {
  readOnly: true,
  isolation: 'repeatable read',
  statementTimeoutMs: 300_000,
} as const;

/**
 * Compares the mirror with the server by hashes and changes no row: every row that should be here
 * and every row that is, as of the workspace's cursor. What the server has logged since then is no
 * difference, nor is what a person has changed and not yet sent. Throws as the connection does,
 * `cancelled` when the session is stopped, and `refused` while the first copy is under way.
 */
export async function verifyMirror(
  session: SyncSession,
  { tables }: VerifyOptions = {},
): Promise<Verification> {
  const { phase, cursor } = session.state();
  if (phase === 'seeding') {
    fail(
      'refused',
      'The first copy is not complete yet, so there is nothing to compare. Nothing was changed. Let it end (sync run), then compare.',
      { problem: 'not_copied' },
    );
  }
  // While another server is being taken over, the cursor is not yet one of its own.
  const verdicts = await session.connection.transaction(
    (client) => compareMirror(session, client, phase === 'ready' ? cursor : null, tables),
    comparing,
  );
  const verification = {
    differs: [...verdicts].flatMap(([table, { differing }]) =>
      differing.length > 0 ? [{ table, ids: differing.map(({ key }) => key) }] : [],
    ),
    compared: Object.fromEntries([...verdicts].map(([table, { compared }]) => [table, compared])),
  };
  if (!tables) noteVerified(session, verification);
  return verification;
}

/**
 * The verdict about every table, in the order of writing. `client` is in a transaction of
 * REPEATABLE READ; what was logged since `cursor` (null: nothing) is no difference.
 */
export async function compareMirror(
  session: SyncSession,
  client: PgClient,
  cursor: string | null,
  only?: readonly string[],
): Promise<ReadonlyMap<string, TableVerdict>> {
  const { read } = session.context.workspace;
  const snapshot = { client, isUtf8: await prepareHashing(client), cursor };
  const verdicts = new Map<string, TableVerdict>();
  let done = 0;
  for (const compared of comparedTables(read, session.facts, session.state(), only)) {
    const table = compared.comparison.table.name;
    const tell = (rows: number): void =>
      session.report({ busy: 'verifying', done: done + rows, total: 0, table });
    tell(0);
    const verdict = await verifyTable(session, snapshot, compared, tell);
    done += verdict.compared;
    verdicts.set(table, verdict);
  }
  return verdicts;
}

/** The time is noted only when all is alike: a repair that is interrupted is then not forgotten. */
function noteVerified({ context }: SyncSession, { differs, compared }: Verification): void {
  const { workspace, clock } = context;
  const at = toInstant(clock.now());
  const rows = Object.values(compared).reduce((sum, count) => sum + count, 0);
  const differing = differs.reduce((sum, { ids }) => sum + ids.length, 0);
  workspace.write((db) => {
    if (differing === 0) saveSyncState(db, { lastVerifiedAt: at });
    recordEvent(db, 'verified', { rows, differs: differing }, at);
  });
}

/** Tables whose changes the server does not write down: only comparing finds what changed there. */
export function tablesWithoutTriggers(facts: ServerFacts): readonly string[] {
  return [...facts.tables]
    .filter(([, table]) => table.exists && table.trigger !== 'ok')
    .map(([name]) => name);
}
