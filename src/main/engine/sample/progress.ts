import type { IdSource } from '../../../shared/kernel/ids';
import { toInstant } from '../../../shared/kernel/clock';
import type { MadeChapter, MadeCourse } from './course-rows';
import type { Enrolment } from './enrolments';
import type { RowOf } from './rows';
import type { SeededRandom } from './seeded-random';
import { atStudyHour, dayMs, within } from './time';

/** How far one learner came in one course; instants in milliseconds since the epoch. */
export type Path = {
  readonly enrolment: Enrolment;
  readonly course: MadeCourse;
  readonly startedAt: number;
  readonly completed: readonly { readonly chapter: MadeChapter; readonly at: number }[];
  /** Begun and not completed. */
  readonly open: MadeChapter | undefined;
  /** When the last published chapter was completed, if all are. */
  readonly finishedAt: number | undefined;
};

/** How many chapters: all for those who finish, a few for most, none for some. */
function chaptersDone(enrolment: Enrolment, total: number, random: SeededRandom): number {
  if (enrolment.finishes) return total;
  const { diligence } = enrolment.learner;
  if (random.chance(0.14 - diligence * 0.12)) return 0;
  // A few get to the end without doing all of the work.
  if (random.chance(0.04)) return total;
  return within(Math.round(total * (diligence * 0.9 + random.normal() * 0.12)), 0, total - 1);
}

function walkCourse(
  enrolment: Enrolment,
  course: MadeCourse,
  random: SeededRandom,
  now: number,
): Path {
  const published = course.chapters.filter(({ isPublished }) => isPublished);
  const count = chaptersDone(enrolment, published.length, random);
  const late = enrolment.finishes ? 12 : 55 - enrolment.learner.diligence * 30;
  const startedAt = atStudyHour(course.openedAt + random.next() * late * dayMs, random);
  // Those who hold a certificate were done three weeks ago, others may have finished yesterday.
  const end = now - (enrolment.isCertified ? 24 : random.int(2, 45)) * dayMs;
  const pace = Math.max(0.4, (end - startedAt) / dayMs / Math.max(count, 1));
  const completed: { chapter: MadeChapter; at: number }[] = [];
  for (const chapter of published.slice(0, count)) {
    const before = completed.at(-1)?.at ?? startedAt;
    const planned = startedAt + (completed.length + 0.4 + random.next() * 0.6) * pace * dayMs;
    const at = atStudyHour(within(planned, before, end), random);
    completed.push({ chapter, at: at > before ? at : before + random.int(20, 90) * 60_000 });
  }
  const next = published[count];
  const open = next && (count > 0 || random.chance(0.4)) && random.chance(0.7) ? next : undefined;
  const finishedAt = count === published.length ? completed.at(-1)?.at : undefined;
  return { enrolment, course, startedAt, completed, open, finishedAt };
}

/** Everyone's way through every course they are in. */
export function walkCourses(
  enrolments: readonly Enrolment[],
  courses: readonly MadeCourse[],
  random: SeededRandom,
  now: number,
): readonly Path[] {
  return enrolments.flatMap((enrolment) => {
    const course = courses.find(({ plan }) => plan.key === enrolment.course);
    return course ? [walkCourse(enrolment, course, random, now)] : [];
  });
}

/** One row per chapter completed or begun. */
export function progressRows(
  paths: readonly Path[],
  random: SeededRandom,
  newId: IdSource,
): readonly RowOf<'UserProgress'>[] {
  return paths.flatMap(({ enrolment, completed, open, startedAt }) => {
    const { userId } = enrolment.learner;
    const done = completed.map(({ chapter, at }, index) => {
      const earliest = completed[index - 1]?.at ?? startedAt;
      const begun = within(at - random.int(1, 72) * 3_600_000, earliest, at);
      const times = { createdAt: toInstant(begun), updatedAt: toInstant(at) };
      return { id: newId(), userId, chapterId: chapter.id, isCompleted: 1, ...times };
    });
    if (!open) return done;
    const at = toInstant((completed.at(-1)?.at ?? startedAt) + random.int(1, 90) * 60_000);
    const begun = { id: newId(), userId, chapterId: open.id, isCompleted: 0 };
    return [...done, { ...begun, createdAt: at, updatedAt: at }];
  });
}

/** Purchases of courses that cost something, at the moment the learner began. */
export function purchaseRows(
  paths: readonly Path[],
  newId: IdSource,
): readonly RowOf<'Purchase'>[] {
  return paths
    .filter(({ course, enrolment }) => course.plan.price !== null && !enrolment.learner.teaches)
    .map(({ course, enrolment, startedAt }) => {
      const at = toInstant(startedAt - 11 * 60_000);
      const { userId } = enrolment.learner;
      return { id: newId(), userId, courseId: course.id, createdAt: at, updatedAt: at };
    });
}

/** What the payment service calls some of the buyers. */
export function customerRows(
  purchases: readonly RowOf<'Purchase'>[],
  newId: IdSource,
): readonly RowOf<'StripeCustomer'>[] {
  const buyers = [...new Map(purchases.map((row) => [row.userId, row])).values()].slice(0, 24);
  return buyers.map(({ userId, updatedAt }) => ({
    id: newId(),
    userid: userId,
    stripeCustomerId: `cus_${newId().slice(0, 14)}`,
    createdAt: updatedAt,
    updatedAt,
  }));
}
