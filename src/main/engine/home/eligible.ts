import { courseEligibility } from '../certificates/eligibility';
import type { ReadableDb } from '../storage/database';
import { listCompletedWithoutCertificate, listCoursesWithOwnRule } from './repository';

/** A course and how many learners could get its certificate now. */
export type EligibleCourse = {
  readonly courseId: string;
  readonly title: string;
  readonly learners: number;
};

/**
 * Courses with learners who could get a certificate. Those under the ordinary rule (all published
 * chapters completed) are counted in one query; only a course with a rule of its own is judged
 * learner by learner.
 */
export function eligibleCourses(db: ReadableDb): EligibleCourse[] {
  const own = listCoursesWithOwnRule(db);
  const special = new Set(own.map(({ courseId }) => courseId));
  const ordinary = listCompletedWithoutCertificate(db).filter((row) => !special.has(row.courseId));
  const judged = own.map((course) => ({
    ...course,
    learners: courseEligibility(db, course.courseId).eligible.length,
  }));
  return [...ordinary, ...judged.filter(({ learners }) => learners > 0)].sort((a, b) =>
    a.title.localeCompare(b.title),
  );
}
