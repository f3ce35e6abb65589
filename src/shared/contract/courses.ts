import { z } from 'zod';
import { chapterSchema, courseSchema, titleSchema as title } from '../domain/courses';
import { command, query } from './define';

const courseRow = z.strictObject({
  id: z.string(),
  title: z.string(),
  isPublished: z.boolean(),
  isFree: z.boolean(),
  difficulty: z.string(),
  estimatedHours: z.number().nullable(),
  xpReward: z.number(),
  chapters: z.number(),
  publishedChapters: z.number(),
  learners: z.number(),
  completed: z.number(),
  category: z.string().nullable(),
  updatedAt: z.string(),
});
export type CourseRow = z.output<typeof courseRow>;

const chapter = z.strictObject({
  id: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  position: z.number(),
  isPublished: z.boolean(),
  isFree: z.boolean(),
  xpReward: z.number(),
  completedBy: z.number(),
});
export type ChapterRow = z.output<typeof chapter>;

/** Fields of a course a person may change here; only those given are written. */
export const coursePatch = courseSchema.omit({ imageUrl: true, price: true }).partial();

export const chapterPatch = chapterSchema.omit({ videoUrl: true, position: true }).partial();

/** Courses and their chapters. */
export const courses = {
  list: query(z.strictObject({}), z.strictObject({ courses: z.array(courseRow) }), [
    'Course',
    'Chapter',
    'UserProgress',
    'Category',
  ]),
  get: query(
    z.strictObject({ id: z.string() }),
    courseRow.extend({
      description: z.string().nullable(),
      categoryId: z.string().nullable(),
      prerequisites: z.array(z.strictObject({ id: z.string(), title: z.string().nullable() })),
      chapterList: z.array(chapter),
      quizzes: z.array(z.strictObject({ id: z.string(), title: z.string() })),
      assignments: z.array(z.strictObject({ id: z.string(), title: z.string() })),
      certificates: z.number(),
    }),
    ['Course', 'Chapter', 'UserProgress', 'Category', 'Quiz', 'Assignment', 'Certificate'],
  ),
  categories: query(
    z.strictObject({}),
    z.strictObject({ categories: z.array(z.strictObject({ id: z.string(), name: z.string() })) }),
    ['Category'],
  ),
  create: command(z.strictObject({ title }), z.strictObject({ id: z.string() })),
  update: command(z.strictObject({ id: z.string(), patch: coursePatch }), z.strictObject({})),
  createChapter: command(
    z.strictObject({ courseId: z.string(), title }),
    z.strictObject({ id: z.string() }),
  ),
  updateChapter: command(
    z.strictObject({ id: z.string(), patch: chapterPatch }),
    z.strictObject({}),
  ),
  /** Moves a chapter to a zero-based place among the chapters of its course. */
  moveChapter: command(z.strictObject({ id: z.string(), to: z.int().min(0) }), z.strictObject({})),
} as const;
