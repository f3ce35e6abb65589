import type { ReadableDb, WritableDb } from '../../storage/database';

/** Stands for all courses, in the workspace of an administrator. */
export const everyCourse = '*';

/** A course that is mirrored; `seedCursor`: the snapshot at which its copy began. */
export type MirroredCourse = {
  readonly courseId: string;
  readonly state: 'seeding' | 'ready';
  readonly seedCursor: string | null;
};

/** What is mirrored here, in the order of ids. */
export function mirroredCourses(db: ReadableDb): readonly MirroredCourse[] {
  return db
    .all(db.from.selectFrom('lectern_sync_scope').selectAll().orderBy('course_id'))
    .map((row) => ({
      courseId: row.course_id,
      // A CHECK keeps it to these two.
      state: row.state as MirroredCourse['state'],
      seedCursor: row.seed_cursor,
    }));
}

/** Courses that are mirrored from now on; what they hold is copied as of `seedCursor` or later. */
export function addCourses(db: WritableDb, courseIds: readonly string[], seedCursor: string): void {
  for (const courseId of courseIds) {
    db.run(
      db.from
        .insertInto('lectern_sync_scope')
        .values({ course_id: courseId, state: 'seeding', seed_cursor: seedCursor })
        .onConflict((conflict) => conflict.column('course_id').doNothing()),
    );
  }
}

/** The copy of these courses is complete, up to the cursor that is stored with it. */
export function markReady(db: WritableDb, courseIds: readonly string[]): void {
  for (const courseId of courseIds) {
    db.run(
      db.from
        .updateTable('lectern_sync_scope')
        .set({ state: 'ready', seed_cursor: null })
        .where('course_id', '=', courseId),
    );
  }
}

/** These courses are not mirrored any more. */
export function dropCourses(db: WritableDb, courseIds: readonly string[]): void {
  for (const courseId of courseIds) {
    db.run(db.from.deleteFrom('lectern_sync_scope').where('course_id', '=', courseId));
  }
}

/** Courses that were made here and have reached the server since the last pull: they are ours. */
export function deliveredCourses(db: ReadableDb): readonly string[] {
  const delivered = db.from
    .selectFrom('lectern_outbox')
    .select('row_key')
    .distinct()
    .where('table_name', '=', 'Course')
    .where('kind', '=', 'insert')
    .where('state', '=', 'acknowledged')
    .where('row_key', 'not in', db.from.selectFrom('lectern_sync_scope').select('course_id'));
  return db.all(delivered).map((row) => row.row_key);
}
