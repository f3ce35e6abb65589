import { z } from 'zod';
import { query } from './define';

/** What the first place shows, and the counts in the rail. */
export const home = {
  counts: query(
    z.strictObject({}),
    z.strictObject({
      courses: z.number(),
      quizzes: z.number(),
      assignments: z.number(),
      toGrade: z.number(),
      certificates: z.number(),
      people: z.number(),
      pendingSteps: z.number(),
    }),
    ['Course', 'Quiz', 'Assignment', 'AssignmentSubmission', 'Certificate', 'lectern_person'],
  ),
  summary: query(
    z.strictObject({}),
    z.strictObject({
      toGrade: z.array(
        z.strictObject({
          assignmentId: z.string(),
          title: z.string(),
          courseTitle: z.string().nullable(),
          ungraded: z.number(),
          oldest: z.string().nullable(),
        }),
      ),
      dueSoon: z.array(
        z.strictObject({
          assignmentId: z.string(),
          title: z.string(),
          courseTitle: z.string().nullable(),
          dueDate: z.string(),
        }),
      ),
      needsAttention: z.array(
        z.strictObject({ quizId: z.string(), title: z.string(), questions: z.number() }),
      ),
      eligible: z.array(
        z.strictObject({ courseId: z.string(), title: z.string(), learners: z.number() }),
      ),
    }),
    [
      'Assignment',
      'AssignmentSubmission',
      'Question',
      'Certificate',
      'UserProgress',
      'Quiz',
      'lectern_question_source',
      'lectern_setting',
    ],
  ),
} as const;
