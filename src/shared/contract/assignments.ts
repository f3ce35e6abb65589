import { z } from 'zod';
import { command, query } from './define';

const title = z.string().trim().min(1).max(300);

export const latePolicySchema = z.strictObject({
  /** Percentage points of the maximum taken off per started interval. */
  rate: z.number().min(0).max(100),
  intervalSeconds: z.int().min(1),
  /** Per cent of the maximum below which the rule does not push a score. */
  floorPercent: z.number().min(0).max(100),
});

const assignmentRow = z.strictObject({
  id: z.string(),
  title: z.string(),
  courseId: z.string().nullable(),
  courseTitle: z.string().nullable(),
  chapterId: z.string().nullable(),
  dueDate: z.string().nullable(),
  maxPoints: z.number(),
  allowLateSubmission: z.boolean(),
  isPublished: z.boolean(),
  xpReward: z.number(),
  submissions: z.number(),
  ungraded: z.number(),
  /** Mean final score of the graded ones, in points; null when none is graded. */
  meanScore: z.number().nullable(),
  updatedAt: z.string(),
});
export type AssignmentRow = z.output<typeof assignmentRow>;

export const assignmentPatch = z.strictObject({
  title: title.optional(),
  description: z.string().max(100_000).optional(),
  courseId: z.string().nullable().optional(),
  chapterId: z.string().nullable().optional(),
  dueDate: z.iso.datetime().nullable().optional(),
  maxPoints: z.int().min(1).max(100_000).optional(),
  allowLateSubmission: z.boolean().optional(),
  isPublished: z.boolean().optional(),
  xpReward: z.int().min(0).max(1_000_000).optional(),
});

export const assignments = {
  list: query(
    z.strictObject({ courseId: z.string().optional() }),
    z.strictObject({ assignments: z.array(assignmentRow) }),
    ['Assignment', 'AssignmentSubmission', 'Course'],
  ),
  get: query(
    z.strictObject({ id: z.string() }),
    assignmentRow.extend({
      description: z.string(),
      latePolicy: latePolicySchema.nullable(),
    }),
    ['Assignment', 'AssignmentSubmission', 'Course', 'lectern_late_policy'],
  ),
  create: command(
    z.strictObject({ title, courseId: z.string().nullable().default(null) }),
    z.strictObject({ id: z.string() }),
  ),
  update: command(z.strictObject({ id: z.string(), patch: assignmentPatch }), z.strictObject({})),
  /** Null takes the rule away; grades already given keep the rule they were given under. */
  setLatePolicy: command(
    z.strictObject({ id: z.string(), policy: latePolicySchema.nullable() }),
    z.strictObject({}),
  ),
  remove: command(z.strictObject({ id: z.string() }), z.strictObject({ removed: z.number() })),
} as const;
