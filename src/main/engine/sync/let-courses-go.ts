import { toInstant } from '../../../shared/kernel/clock';
import type { WritableDb } from '../storage/database';
import { mirroredLearners, purgeLearners } from './local/learner-repository';
import { learnersWithPendingAwards } from './local/learner-standings';
import { baseKeysOfCourses, keysOfCourses, parkOperationsOf } from './local/course-rows';
import { dropBase, findBase, putBase } from './local/base-repository';
import { unmoveRows } from './local/moved-rows';
import { keepLastRow } from './local/outbox-many-repository';
import { pendingChanges } from './local/outbox-repository';
import { rebuildRow } from './local/rebuild-row';
import { dropCourses } from './local/scope-repository';
import type { RowName } from './local/settle';
import { removeRow } from './local/write-row';
import type { SyncSession } from './session';
import { inSlices } from './slices';
import { syncTables } from './tables';

/** Keys looked up at a time. */
const keysAtOnce = 2_000;

/**
 * Removes what is here of courses that are not this user's any more, children first, and the
 * ledgers of learners who are in no other course here. Operations on them that have not reached
 * the server are parked (`out_of_scope`). Stopped halfway, it is done again by the next cycle.
 */
export async function letCoursesGo(
  session: SyncSession,
  courseIds: readonly string[],
): Promise<void> {
  const { context, rows } = session;
  const { workspace } = context;
  const at = toInstant(context.clock.now());
  // Before the rows go: they say which course an operation belongs to.
  const moved = workspace.write((db) => {
    parkOperationsOf(db, rows, courseIds, at);
    return unmoveRows(db, rows);
  });
  const kept: RowName[] = [];
  for (const table of [...syncTables].reverse()) {
    if (table.part !== 'course') continue;
    for (;;) {
      const keys = keysOfCourses(workspace.read, table, courseIds, keysAtOnce);
      const apart = baseKeysOfCourses(workspace.read, table, courseIds);
      const names = [...new Set([...keys, ...apart])].map((key) => ({ table: table.name, key }));
      await inSlices(session, names, (db, name) => {
        // Made in another course and moved into this one, it is still to be seen there.
        if (forgetRow(db, session, name)) kept.unshift(name);
      });
      if (keys.length < keysAtOnce) break;
    }
  }
  const waiting = learnersWithPendingAwards(workspace.read);
  const learners = mirroredLearners(workspace.read);
  await inSlices(session, learners, (db, learner) => purgeLearners(db, [learner], waiting));
  await inSlices(session, [...moved, ...kept], (db, { table, key }) =>
    rebuildRow(db, rows, table, key),
  );
  workspace.write((db) => dropCourses(db, courseIds));
  context.emit('changed', { tables: [...syncTables.map(({ name }) => name), 'lectern_outbox'] });
}

/**
 * As if the server had it no more; an operation on it stays, with nothing below it. Answers whether
 * there is one.
 */
function forgetRow(db: WritableDb, { rows }: SyncSession, { table, key }: RowName): boolean {
  const isKept = pendingChanges(db, table, key).length > 0;
  if (isKept) {
    // Whose row it was decides what else waits with the operation.
    keepLastRow(db, table, key, findBase(db, table, key)?.row ?? rows.read(table, key) ?? null);
    putBase(db, table, key, null);
  } else dropBase(db, table, key);
  removeRow(db, rows, table, key);
  return isKept;
}
