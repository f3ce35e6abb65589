import { certificateEligibility, courseEligibility } from '../certificates/eligibility';
import type { CourseTakers } from '../courses/takers';
import type { ReadableDb } from '../storage/database';
import type { Reading } from '../storage/reading';
import { listCoursesWithOwnRule, listCourseTitles } from './repository';

/** A course and how many learners could get its certificate now. */
export type EligibleCourse = {
  readonly courseId: string;
  readonly title: string;
  readonly learners: number;
};

/** Learners who could get a certificate of a course with a rule of its own, judged one by one. */
export const eligibleByOwnRule: Reading<null, ReadonlyMap<string, number>> = {
  name: 'home.eligible-by-own-rule',
  tables: certificateEligibility.tables,
  read: async (db, _input, turn) => {
    const learners = new Map<string, number>();
    for (const { courseId } of listCoursesWithOwnRule(db)) {
      learners.set(courseId, await turn(() => courseEligibility(db, courseId).eligible.length));
    }
    return learners;
  },
};

/**
 * Courses with learners who could get a certificate: under the ordinary rule those who completed
 * all published chapters and have none, and where a course has a rule of its own, who fits that.
 */
export function eligibleCourses(
  db: ReadableDb,
  takers: ReadonlyMap<string, CourseTakers>,
  byOwnRule: ReadonlyMap<string, number>,
): EligibleCourse[] {
  return listCourseTitles(db)
    .map(({ courseId, title }) => {
      const learners = byOwnRule.get(courseId) ?? takers.get(courseId)?.uncertified ?? 0;
      return { courseId, title, learners };
    })
    .filter(({ learners }) => learners > 0)
    .sort((a, b) => a.title.localeCompare(b.title));
}
