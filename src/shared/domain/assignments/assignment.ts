import { z } from 'zod';
import { titleSchema, xpRewardSchema } from '../courses';
import { optionalTextSchema } from '../questions';
import { instantSchema } from '../time';

/** Points an assignment can give: whole, above 0. */
export const maxPointsSchema = z.number().int().min(1).max(100_000);

/** The fields of an assignment a person edits, with the plan's limits. */
export const assignmentSchema = z.strictObject({
  title: titleSchema,
  description: optionalTextSchema,
  chapterId: z.string().min(1).nullable(),
  courseId: z.string().min(1).nullable(),
  dueDate: instantSchema.nullable(),
  maxPoints: maxPointsSchema,
  allowLateSubmission: z.boolean(),
  isPublished: z.boolean(),
  xpReward: xpRewardSchema,
});

export type AssignmentFields = z.infer<typeof assignmentSchema>;
