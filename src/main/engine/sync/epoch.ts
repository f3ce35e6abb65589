import { toInstant } from '../../../shared/kernel/clock';
import { fail } from '../../../shared/kernel/errors';
import { inBatches } from '../../../shared/kernel/in-batches';
import { checkEpoch, type EpochChange } from './epoch-check';
import { requeueForgotten } from './epoch-deliveries';
import { heldKeys } from './local/mirror-repository';
import { recordEvent } from './local/event-repository';
import { dropParts } from './local/part-repository';
import { dropCourses, mirroredCourses } from './local/scope-repository';
import { saveSyncState } from './local/state-repository';
import { PullRun } from './pull-run';
import { readMoment } from './remote/changes';
import type { SyncSession } from './session';
import { compareMirror, comparing, mustCompare } from './verify';
import { requireMostStays } from './verify-safety';
import type { TableVerdict } from './verify-table';

export { checkEpoch, type EpochChange, type EpochCheck } from './epoch-check';

export type RecoverOptions = {
  /** A person has asked for it: also when little of what is here is on the server. */
  readonly confirmed?: boolean;
};

/** What taking a changed server over came to. */
export type Recovery = {
  /** Rows that were different. */
  readonly rows: number;
  /** Operations that the server had lost, and that are sent again. */
  readonly again: number;
};

/** Rows fetched at a time. */
const pageKeys = 2_000;

/**
 * Takes over a server that is not what it was (see `checkEpoch`): the queue is kept, what the
 * server has lost of ours goes into it again, and all rows are compared and made what the server
 * has, as of one snapshot, which becomes the cursor. Interrupted at any moment it begins anew the
 * next time. Refuses, and changes no row, where the server seems to be another LMS (`another_lms`)
 * or has lost most of what is here (`mirror_would_empty`), unless that is confirmed.
 */
export async function recoverEpoch(
  session: SyncSession,
  { confirmed = false }: RecoverOptions = {},
): Promise<Recovery> {
  const found = await checkEpoch(session);
  if (found === 'same' || found === 'first') return { rows: 0, again: 0 };
  const isAnother = found.changed.some((change) => change !== 'pruned' && change !== 'interrupted');
  if (isAnother && !confirmed) await requireThisLms(session);
  const { phase } = session.state();
  const again = await begin(session, found.changed, isAnother);
  if (phase === 'seeding') return { rows: 0, again };
  const rows = await takeOver(session, confirmed);
  end(session, { rows, again });
  return { rows, again };
}

/** Refuses a server without one of the courses that are here. */
async function requireThisLms({ connection, context, rows }: SyncSession): Promise<void> {
  const here = heldKeys(context.workspace.read, rows, 'Course');
  if (here.length === 0) return;
  const there = await connection.transaction(
    (client) =>
      client.query<{ found: boolean }>(
        'SELECT EXISTS (SELECT FROM "Course" c WHERE c."id"::text = ANY($1::text[])) AS found',
        [here],
      ),
    { readOnly: true, statementTimeoutMs: 30_000 },
  );
  if (there.rows[0]?.found) return;
  fail(
    'refused',
    `Another database answers: it has none of the ${here.length} courses of this workspace. Nothing was changed and nothing is sent. Connect to the right one (sync server); if all courses were really deleted there, run: sync repair.`,
    {
      problem: 'another_lms',
      what: `Another database answers: it has none of the ${here.length} courses of this workspace. Nothing was changed.`,
      remedy:
        'Correct the address of the server. If all courses were really deleted there, run sync repair.',
    },
  );
}

/** The identity comes last: as long as it is the old one, all of this is done again. */
async function begin(
  session: SyncSession,
  changed: readonly EpochChange[],
  isAnother: boolean,
): Promise<number> {
  const { context, facts, state } = session;
  const { workspace, clock } = context;
  const { phase } = state();
  if (phase !== 'seeding') workspace.write((db) => saveSyncState(db, { phase: 'repairing' }));
  const again = isAnother ? await requeueForgotten(session) : 0;
  const isResumed = changed.every((change) => change === 'interrupted');
  const unfinished = mirroredCourses(workspace.read).filter((course) => course.state !== 'ready');
  workspace.write((db) => {
    // A copy that is half made of another server, or whose changes are forgotten, begins anew.
    for (const { courseId } of isResumed ? [] : unfinished) {
      dropCourses(db, [courseId]);
    }
    if (!isResumed) dropParts(db);
    // Rows of the copy that ends here may be gone by now, and the new one finds only what is there.
    if (phase === 'seeding') saveSyncState(db, { cursor: null, lastVerifiedAt: mustCompare });
    saveSyncState(db, { identity: facts.identity });
    if (!isResumed) {
      recordEvent(db, 'epoch_changed', { changed: [...changed] }, toInstant(clock.now()));
    }
  });
  return again;
}

/** Compares and fetches as of one snapshot. */
async function takeOver(session: SyncSession, confirmed: boolean): Promise<number> {
  return session.connection.transaction(async (client) => {
    const { cursor } = await readMoment(client);
    const verdicts = await compareMirror(session, client, null);
    const differing = [...verdicts.values()].flatMap((verdict) => verdict.differing);
    if (!confirmed) {
      requireMostStays(session, differing.filter(({ isOnServer }) => !isOnServer).length);
    }
    const run = new PullRun(session, client);
    for (const page of pagesOf(verdicts)) await run.take(page);
    await run.finish(cursor, []);
    return differing.length;
  }, comparing);
}

/** Parents first, as the verdicts come. */
function* pagesOf(
  verdicts: ReadonlyMap<string, TableVerdict>,
): Generator<readonly { readonly tbl: string; readonly pk: string }[]> {
  for (const [tbl, { differing }] of verdicts) {
    for (const page of inBatches(differing, pageKeys)) {
      yield page.map(({ key }) => ({ tbl, pk: key }));
    }
  }
}

function end({ context }: SyncSession, { rows, again }: Recovery): void {
  const { workspace, clock } = context;
  const at = toInstant(clock.now());
  workspace.write((db) => {
    saveSyncState(db, { phase: 'ready', lastVerifiedAt: at });
    recordEvent(db, 'recovered', { rows, again }, at);
  });
}
