import { z } from 'zod';
import { optionalTextSchema } from '../questions';
import { titleSchema } from './title';

/** How hard a course is, from easy to hard; the plan's default is the first. */
export const DIFFICULTIES = [
  { difficulty: 'beginner', label: 'Beginner' },
  { difficulty: 'intermediate', label: 'Intermediate' },
  { difficulty: 'advanced', label: 'Advanced' },
] as const;

export const difficultySchema = z.enum(['beginner', 'intermediate', 'advanced']);
export type Difficulty = z.infer<typeof difficultySchema>;

/** XP of a reward column: whole, 0 or more. */
export const xpRewardSchema = z.number().int().min(0).max(1_000_000);

/** The fields of a course a person edits, with the plan's limits. */
export const courseSchema = z.strictObject({
  title: titleSchema,
  description: optionalTextSchema.nullable(),
  imageUrl: z.string().max(2_000).nullable(),
  price: z.number().min(0).max(1_000_000).nullable(),
  isPublished: z.boolean(),
  isFree: z.boolean(),
  categoryId: z.string().min(1).nullable(),
  prerequisites: z.array(z.string().min(1)).max(100).readonly(),
  difficulty: difficultySchema,
  estimatedHours: z.number().int().min(0).max(100_000).nullable(),
  xpReward: xpRewardSchema,
});

/** The fields of a chapter a person edits; `position` orders the chapters of a course. */
export const chapterSchema = z.strictObject({
  title: titleSchema,
  description: optionalTextSchema.nullable(),
  videoUrl: z.string().max(2_000).nullable(),
  position: z.number().int().min(0).max(100_000),
  isPublished: z.boolean(),
  isFree: z.boolean(),
  xpReward: xpRewardSchema,
});

export type CourseFields = z.infer<typeof courseSchema>;
export type ChapterFields = z.infer<typeof chapterSchema>;

/** A course is completed when every published chapter is, and there is at least one. */
export function isCourseCompleted(
  publishedChapterIds: readonly string[],
  completedChapterIds: ReadonlySet<string>,
): boolean {
  return (
    publishedChapterIds.length > 0 && publishedChapterIds.every((id) => completedChapterIds.has(id))
  );
}
