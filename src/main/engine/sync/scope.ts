import { toInstant } from '../../../shared/kernel/clock';
import type { PgClient } from '../connections/postgres-connection';
import { recordEvent } from './local/event-repository';
import { addCourses, everyCourse, mirroredCourses } from './local/scope-repository';
import { saveSyncState } from './local/state-repository';
import { letCoursesGo } from './let-courses-go';
import type { SyncSession } from './session';

/** Courses that came into this workspace's scope, and courses that left it. */
export type ScopeChange = { readonly gained: string[]; readonly lost: string[] };

/**
 * Asks the server which courses are this user's. Those that are new are to be copied (see
 * `seedMissing`); what is here of those that are another's now is removed, and operations on them
 * wait for a person. A course that was deleted stays in scope: the pull takes its rows away, and
 * certificates of it go on being here.
 */
export async function refreshScope(session: SyncSession): Promise<ScopeChange> {
  const { context, state } = session;
  const { userId } = state();
  const known = mirroredCourses(context.workspace.read).map(({ courseId }) => courseId);
  const found = await session.connection.transaction((client) => ask(client, userId, known), {
    readOnly: true,
    isolation: 'repeatable read',
    statementTimeoutMs: 30_000,
  });
  const gained = found.mine.filter((courseId) => !known.includes(courseId));
  const { lost } = found;
  if (lost.length > 0) await letCoursesGo(session, lost);
  const isFirst = state().cursor === null;
  if (gained.length > 0 || isFirst) {
    context.workspace.write((db) => {
      addCourses(db, gained, found.cursor);
      if (isFirst) saveSyncState(db, { cursor: found.cursor });
    });
  }
  if (!isFirst && gained.length + lost.length > 0) {
    const at = toInstant(context.clock.now());
    context.workspace.write((db) => recordEvent(db, 'scope_changed', { gained, lost }, at));
  }
  return { gained, lost };
}

type Found = {
  readonly cursor: string;
  readonly mine: readonly string[];
  /** Mirrored so far, and another's now. */
  readonly lost: string[];
};

async function ask(
  client: PgClient,
  userId: string | null,
  known: readonly string[],
): Promise<Found> {
  const moment = await client.query<{ cursor: string }>(
    'SELECT pg_current_snapshot()::text AS cursor',
  );
  const cursor = moment.rows[0]?.cursor ?? '';
  if (userId === null) return { cursor, mine: [everyCourse], lost: [] };
  const own = await client.query<{ id: string }>(
    `SELECT c."id"::text AS id FROM "Course" c WHERE c."createdById"::text = $1
       OR c."id"::text IN (SELECT a.course_id FROM lectern.course_access a WHERE a.user_id = $1)
     ORDER BY 1`,
    [userId],
  );
  const mine = own.rows.map(({ id }) => id);
  const missing = known.filter((courseId) => !mine.includes(courseId));
  if (missing.length === 0) return { cursor, mine, lost: [] };
  const there = await client.query<{ id: string }>(
    'SELECT c."id"::text AS id FROM "Course" c WHERE c."id"::text = ANY($1::text[])',
    [missing],
  );
  return { cursor, mine, lost: there.rows.map(({ id }) => id) };
}
