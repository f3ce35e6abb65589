import { fail } from '../../../shared/kernel/errors';
import type { ReadableDb } from '../storage/database';
import { courseTitles, findChapter } from './repository';

/** Where a quiz or an assignment belongs: to a course, and perhaps to one of its chapters. */
export type Place = { readonly courseId: string | null; readonly chapterId: string | null };

/**
 * The place after a change: a chapter brings its course along, and another course lets go of a
 * chapter that is not its own. Fails with `bad_input` for a course or chapter that is not there,
 * or a chapter of another course; undefined when the place is not part of the change.
 */
export function settlePlace(
  db: ReadableDb,
  current: Place,
  patch: { readonly courseId?: string | null; readonly chapterId?: string | null },
): Place | undefined {
  if (patch.courseId === undefined && patch.chapterId === undefined) return undefined;
  if (patch.courseId) requireCourse(db, patch.courseId);
  const chapterId = patch.chapterId === undefined ? current.chapterId : patch.chapterId;
  const courseId = patch.courseId === undefined ? current.courseId : patch.courseId;
  if (chapterId === null) return { courseId, chapterId };
  const chapter = findChapter(db, chapterId);
  if (!chapter) return fail('bad_input', `There is no chapter ${chapterId}. Nothing was changed.`);
  if (chapter.courseId === courseId) return { courseId, chapterId };
  if (patch.chapterId === undefined) return { courseId, chapterId: null };
  if (!patch.courseId) return { courseId: chapter.courseId, chapterId };
  return fail(
    'bad_input',
    `The chapter “${chapter.title}” belongs to another course. Nothing was changed.`,
    { chapterId, courseId },
  );
}

/** Fails with `bad_input` when there is no such course. */
export function requireCourse(db: ReadableDb, courseId: string): void {
  if (courseTitles(db, [courseId]).size > 0) return;
  fail('bad_input', `There is no course ${courseId}. Nothing was changed.`, { courseId });
}
