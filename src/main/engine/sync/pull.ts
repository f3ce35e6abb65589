import { failure, FailureError } from '../../../shared/kernel/errors';
import type { PgClient } from '../connections/postgres-connection';
import { deliveredCourses, mirroredCourses, type MirroredCourse } from './local/scope-repository';
import { parseCursor } from './cursor';
import { PullRun, type Pulled } from './pull-run';
import { changedKeys, readMoment, type Wanted } from './remote/changes';
import type { SyncSession } from './session';
import { syncTables } from './tables';

const nothing: Pulled = { rows: 0, tables: [] };

/**
 * Takes over what changed on the server since the cursor, as of one moment, with the new cursor.
 * Does nothing while the first copy is not complete. Fails with `refused` on a standby, and with
 * `unavailable` (`problem: history_forgotten`) when the log does not reach back to the cursor.
 */
export async function pull(session: SyncSession): Promise<Pulled> {
  if (session.state().phase === 'seeding') return nothing;
  return catchUp(session, []);
}

/**
 * The same, and takes courses in whose copy has just been made: what changed in them since it
 * began is taken over too.
 */
export function catchUp(session: SyncSession, copied: readonly MirroredCourse[]): Promise<Pulled> {
  return session.connection.transaction((client) => pullThrough(session, client, copied), {
    readOnly: true,
    isolation: 'repeatable read',
    statementTimeoutMs: 120_000,
  });
}

/** Keys fetched at a time. */
const pageSize = 2_000;

async function pullThrough(
  session: SyncSession,
  client: PgClient,
  copied: readonly MirroredCourse[],
): Promise<Pulled> {
  const moment = await readMoment(client);
  const wanted = wantedChanges(session, copied);
  for (const { since } of wanted) if (since.xmin < moment.prunedXid) forgotten();
  const run = new PullRun(session, client);
  const names = syncTables.map(({ name }) => name).filter((name) => run.reads(name));
  for await (const page of changedKeys(client, wanted, names, pageSize)) await run.take(page);
  return run.finish(
    moment.cursor,
    copied.map(({ courseId }) => courseId),
  );
}

function wantedChanges(
  { context, state }: SyncSession,
  copied: readonly MirroredCourse[],
): readonly Wanted[] {
  const { cursor, userId } = state();
  if (cursor === null) throw new Error('The workspace has no cursor to pull from');
  const courses = mirroredCourses(context.workspace.read);
  const ready = courses.filter((course) => course.state === 'ready');
  const idsOf = (some: readonly MirroredCourse[]): readonly string[] | null =>
    userId === null ? null : some.map(({ courseId }) => courseId);
  const copies = copied.map((course) => ({
    since: parseCursor(course.seedCursor ?? cursor),
    courses: idsOf([course]),
  }));
  const delivered = deliveredCourses(context.workspace.read);
  const known = idsOf(ready);
  // While courses are copied, rows may be in them that came from a course which is not ours any
  // more: the log tells of what was below them there under that course.
  const isCopying = ready.length < courses.length;
  const mine = isCopying ? null : known && [...known, ...delivered];
  return [{ since: parseCursor(cursor), courses: mine }, ...merged(copies)];
}

/** Courses whose copies began at the same moment are asked for together. */
function merged(wanted: readonly Wanted[]): readonly Wanted[] {
  const groups = new Map<string, Wanted>();
  for (const { since, courses } of wanted) {
    const name = `${since.xmin}:${since.xmax}:${since.running.join(',')}`;
    const group = groups.get(name);
    const both = group?.courses && courses ? [...group.courses, ...courses] : courses;
    groups.set(name, { since, courses: both });
  }
  return [...groups.values()];
}

function forgotten(): never {
  throw new FailureError(
    failure(
      'unavailable',
      'The server has forgotten changes that this workspace does not have yet. Everything here is kept; the next attempt compares all rows.',
      { problem: 'history_forgotten' },
    ),
  );
}
