import { z } from 'zod';
import { latePolicySchema } from '../domain/late-policy';
import { command, query } from './define';

export const queueRow = z.strictObject({
  id: z.string(),
  userId: z.string(),
  learnerName: z.string().nullable(),
  /** Final score in points. */
  score: z.number().nullable(),
  submittedAt: z.string(),
  gradedAt: z.string().nullable(),
  /** Seconds after the due date; 0 when on time or without one, negative when early. */
  lateSeconds: z.number(),
  late: z.boolean(),
  files: z.number(),
  hasText: z.boolean(),
  /** The learner handed in again after the grade was given. */
  resubmitted: z.boolean(),
});
export type QueueRow = z.output<typeof queueRow>;

/** The explainable way from the raw score to the final one. */
export const gradeChain = z.strictObject({
  raw: z.number(),
  lateSeconds: z.number(),
  intervals: z.number(),
  deduction: z.number(),
  waived: z.boolean(),
  final: z.number(),
});

const historyEntry = z.strictObject({
  at: z.string(),
  who: z.string(),
  from: z.number().nullable(),
  to: z.number().nullable(),
  raw: z.number().nullable(),
  deduction: z.number().nullable(),
  reason: z.string().nullable(),
});

const gradeResult = z.strictObject({
  submission: z.string(),
  raw: z.number().nullable(),
  deduction: z.number(),
  score: z.number().nullable(),
  gradedAt: z.string().nullable(),
  history: z.array(historyEntry),
});

const gradingTables = [
  'AssignmentSubmission',
  'Assignment',
  'lectern_grade',
  'lectern_person',
  'lectern_late_policy',
];

/** The grading room. */
export const grading = {
  /** Assignments that have work, those with ungraded work first. */
  rooms: query(
    z.strictObject({}),
    z.strictObject({
      rooms: z.array(
        z.strictObject({
          assignmentId: z.string(),
          title: z.string(),
          courseTitle: z.string().nullable(),
          submissions: z.number(),
          ungraded: z.number(),
          dueDate: z.string().nullable(),
        }),
      ),
    }),
    gradingTables,
  ),
  queue: query(
    z.strictObject({ assignmentId: z.string(), ungraded: z.boolean().default(false) }),
    z.strictObject({ submissions: z.array(queueRow) }),
    gradingTables,
  ),
  submission: query(
    z.strictObject({ id: z.string() }),
    queueRow.extend({
      assignmentId: z.string(),
      content: z.string().nullable(),
      fileUrls: z.array(z.string()),
      feedback: z.string().nullable(),
      maxPoints: z.number(),
      accepted: z.boolean(),
      policy: latePolicySchema.nullable(),
      grade: gradeChain.nullable(),
      versions: z.array(
        z.strictObject({ id: z.string(), submittedAt: z.string(), content: z.string().nullable() }),
      ),
      /** The version the grader is looking at; sent back with the grade. */
      versionKey: z.string(),
      draft: z
        .strictObject({ score: z.string(), feedback: z.string(), waived: z.boolean() })
        .nullable(),
      history: z.array(historyEntry),
    }),
    gradingTables,
  ),
  /**
   * Stores a grade. `raw` is the score before the late rule, in points, two decimals at most.
   * `versionKey` is what the grader saw: when the learner has handed in again meanwhile the call
   * fails with `conflict` and nothing is stored.
   */
  grade: command(
    z.strictObject({
      id: z.string(),
      raw: z.number().min(0).max(1_000_000),
      feedback: z.string().max(100_000).nullable().optional(),
      waiveLate: z.boolean().default(false),
      versionKey: z.string().optional(),
    }),
    gradeResult,
  ),
  /** Stores feedback alone, without a score. */
  feedback: command(
    z.strictObject({ id: z.string(), feedback: z.string().max(100_000).nullable() }),
    z.strictObject({}),
  ),
  /** Takes the newest grading action of this submission back, whatever was done elsewhere since. */
  undoGrade: command(z.strictObject({ id: z.string() }), gradeResult),
  saveDraft: command(
    z.strictObject({
      id: z.string(),
      score: z.string().max(32),
      feedback: z.string().max(100_000),
      waived: z.boolean().default(false),
    }),
    z.strictObject({ at: z.string() }),
  ),
} as const;
