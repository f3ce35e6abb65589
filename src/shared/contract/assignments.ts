import { z } from 'zod';
import { assignmentSchema } from '../domain/assignments';
import { titleSchema as title } from '../domain/courses';
import { latePolicySchema } from '../domain/late-policy';
import { command, query } from './define';

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

/** Fields of an assignment a person may change; only those given are written. */
export const assignmentPatch = assignmentSchema.partial();

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
