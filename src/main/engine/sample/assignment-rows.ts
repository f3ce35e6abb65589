import { toInstant } from '../../../shared/kernel/clock';
import type { IdSource } from '../../../shared/kernel/ids';
import type { MadeCourse } from './course-rows';
import type { AssignmentPlan } from './courses/plans';
import type { TableRows } from './rows';
import { dayMs, hourMs } from './time';

/** An assignment as stored; `dueAt` in milliseconds since the epoch. */
export type MadeAssignment = {
  readonly id: string;
  readonly plan: AssignmentPlan;
  readonly course: MadeCourse;
  readonly xpReward: number;
  readonly dueAt: number;
};

/** Decides ids and due dates: the last minute of a day, as such dates are set. */
export function makeAssignments(
  courses: readonly MadeCourse[],
  newId: IdSource,
  now: number,
): readonly MadeAssignment[] {
  return courses.flatMap((course) =>
    course.plan.assignments.map((plan) => {
      const midnight = Math.floor((now - plan.dueDaysAgo * dayMs) / dayMs) * dayMs;
      const dueAt = midnight + 22 * hourMs + 59 * 60_000;
      return { id: newId(), plan, course, xpReward: plan.xp ?? 50, dueAt };
    }),
  );
}

/** The rows of the assignments and of their late rules. */
export function assignmentRows(assignments: readonly MadeAssignment[]): readonly TableRows[] {
  return [
    [
      'Assignment',
      assignments.map(({ id, plan, course, xpReward, dueAt }) => ({
        id,
        title: plan.title,
        description: plan.description,
        chapterId: course.chapters[plan.chapter]?.id ?? null,
        courseId: course.id,
        dueDate: toInstant(dueAt),
        maxPoints: plan.maxPoints,
        allowLateSubmission: plan.refusesLate ? 0 : 1,
        isPublished: 1,
        xpReward,
        createdAt: toInstant(dueAt - 32 * dayMs),
        updatedAt: toInstant(dueAt - 28 * dayMs),
      })),
    ],
    [
      'lectern_late_policy',
      assignments.flatMap(({ id, plan: { latePolicy } }) =>
        latePolicy
          ? [
              {
                assignment_id: id,
                rate: latePolicy.rate,
                interval_seconds: latePolicy.intervalSeconds,
                floor_percent: latePolicy.floorPercent,
              },
            ]
          : [],
      ),
    ],
  ];
}
