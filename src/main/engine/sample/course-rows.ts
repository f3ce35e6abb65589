import type { IdSource } from '../../../shared/kernel/ids';
import { toInstant } from '../../../shared/kernel/clock';
import type { ChapterPlan, CourseKey, CoursePlan } from './courses/plans';
import type { RowOf, TableRows } from './rows';
import type { SeededRandom } from './seeded-random';
import { atOfficeHour, dayMs } from './time';

/** A chapter as stored. */
export type MadeChapter = {
  readonly id: string;
  readonly title: string;
  readonly isPublished: boolean;
  readonly xpReward: number;
};

/** A course as stored, with what the rest of the story asks of it. */
export type MadeCourse = {
  readonly id: string;
  readonly plan: CoursePlan;
  readonly authorId: string;
  readonly xpReward: number;
  /** Milliseconds since the epoch. */
  readonly openedAt: number;
  readonly chapters: readonly MadeChapter[];
};

/** The rewards of the plan's columns, for plans that name none. */
const defaultReward = { course: 200, chapter: 50 };

type Making = {
  readonly random: SeededRandom;
  readonly newId: IdSource;
  readonly now: number;
  readonly userIds: ReadonlyMap<string, string>;
};

/** Decides ids, dates and rewards of the courses. */
export function makeCourses(plans: readonly CoursePlan[], making: Making): readonly MadeCourse[] {
  const { newId, now, random, userIds } = making;
  return plans.map((plan) => ({
    id: newId(),
    plan,
    authorId: userIds.get(plan.author) ?? '',
    xpReward: plan.xp ?? defaultReward.course,
    openedAt: atOfficeHour(now - plan.openedDaysAgo * dayMs, random),
    chapters: plan.chapters.map(({ title, isDraft = false, xp = defaultReward.chapter }) => ({
      id: newId(),
      title,
      isPublished: !isDraft,
      xpReward: xp,
    })),
  }));
}

function chapterRow(
  course: MadeCourse,
  chapter: MadeChapter,
  plan: ChapterPlan,
  position: number,
): RowOf<'Chapter'> {
  const slug = `${course.plan.key}-${position}`;
  return {
    id: chapter.id,
    title: plan.title,
    description: plan.description,
    videoUrl: plan.hasVideo ? `https://files.example.org/video/${slug}.mp4` : null,
    position,
    isPublished: chapter.isPublished ? 1 : 0,
    isFree: plan.isFree ? 1 : 0,
    courseId: course.id,
    createdAt: toInstant(course.openedAt - (40 - position) * dayMs),
    updatedAt: toInstant(course.openedAt - (20 - position) * dayMs),
    xpReward: chapter.xpReward,
  };
}

function courseRow(
  course: MadeCourse,
  categoryIds: ReadonlyMap<string, string>,
  courseIds: ReadonlyMap<CourseKey, string>,
): RowOf<'Course'> {
  const { plan } = course;
  return {
    id: course.id,
    createdById: course.authorId,
    title: plan.title,
    description: plan.description,
    imageUrl: `https://files.example.org/covers/${plan.key}.jpg`,
    price: plan.price,
    isPublished: 1,
    isFree: plan.price === null ? 1 : 0,
    categoryId: categoryIds.get(plan.category) ?? null,
    createdAt: toInstant(course.openedAt - 45 * dayMs),
    updatedAt: toInstant(course.openedAt - dayMs),
    prerequisites: JSON.stringify(plan.prerequisites.map((key) => courseIds.get(key) ?? '')),
    difficulty: plan.difficulty,
    estimatedHours: plan.hours,
    xpReward: course.xpReward,
  };
}

/** What the LMS itself stores of the courses: categories, courses, chapters, videos, files. */
export function courseRows(courses: readonly MadeCourse[], making: Making): readonly TableRows[] {
  const { newId } = making;
  const names = [...courses.map(({ plan }) => plan.category), 'Languages'];
  const categories = names.map((name) => ({ id: newId(), name }));
  const categoryIds = new Map(categories.map(({ id, name }) => [name, id]));
  const courseIds = new Map(courses.map(({ id, plan }) => [plan.key, id]));
  const chapters = courses.flatMap((course) =>
    course.plan.chapters.flatMap((plan, at) => {
      const chapter = course.chapters[at];
      return chapter ? [{ plan, row: chapterRow(course, chapter, plan, at + 1) }] : [];
    }),
  );
  const videos = chapters.filter(({ plan }) => plan.hasVideo);
  return [
    ['Category', categories],
    ['Course', courses.map((course) => courseRow(course, categoryIds, courseIds))],
    ['Chapter', chapters.map(({ row }) => row)],
    [
      'MuxData',
      videos.map(({ row }) => ({
        id: newId(),
        assetId: `asset-${newId()}`,
        playbackId: `play-${newId()}`,
        chapterId: row.id,
      })),
    ],
    ['Attachment', courses.flatMap((course) => attachmentRows(course, newId))],
  ];
}

function attachmentRows(course: MadeCourse, newId: IdSource): readonly RowOf<'Attachment'>[] {
  const at = toInstant(course.openedAt - 2 * dayMs);
  return course.plan.attachments.map((name) => ({
    id: newId(),
    name,
    url: `https://files.example.org/${course.plan.key}/${encodeURIComponent(name)}`,
    courseId: course.id,
    createdAt: at,
    updatedAt: at,
  }));
}
