import { courseEligibility } from '../certificates/eligibility';
import type { ReadableDb } from '../storage/database';
import type { Turn } from '../storage/remembered';
import {
  countCompletedWithoutCertificate,
  listCoursesWithOwnRule,
  listCourseTitles,
} from './repository';

/** A course and how many learners could get its certificate now. */
export type EligibleCourse = {
  readonly courseId: string;
  readonly title: string;
  readonly learners: number;
};

/**
 * Courses with learners who could get a certificate, counted course by course in turns. Under the
 * ordinary rule (all published chapters completed) one query counts them; only a course with a rule
 * of its own is judged learner by learner.
 */
export async function eligibleCourses(db: ReadableDb, turn: Turn): Promise<EligibleCourse[]> {
  const special = new Set(listCoursesWithOwnRule(db).map(({ courseId }) => courseId));
  const courses: EligibleCourse[] = [];
  for (const { courseId, title } of listCourseTitles(db)) {
    const learners = await turn(() =>
      special.has(courseId)
        ? courseEligibility(db, courseId).eligible.length
        : countCompletedWithoutCertificate(db, courseId),
    );
    if (learners > 0) courses.push({ courseId, title, learners });
  }
  return courses.sort((a, b) => a.title.localeCompare(b.title));
}
