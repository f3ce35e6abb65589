import { z } from 'zod';

const idList = z.array(z.string().min(1)).min(1).max(1_000).readonly();

/** All published chapters of the course completed; there must be at least one. */
export const chaptersConditionSchema = z.strictObject({ kind: z.literal('chapters_completed') });

/** Each of these quizzes passed. */
export const quizzesConditionSchema = z.strictObject({
  kind: z.literal('quizzes_passed'),
  quizIds: idList,
});

/** Each of these assignments graded at `minPercent` or more of its points. */
export const assignmentsConditionSchema = z.strictObject({
  kind: z.literal('assignments_graded'),
  assignmentIds: idList,
  minPercent: z.number().min(0).max(100),
});

export const eligibilityConditionSchema = z.discriminatedUnion('kind', [
  chaptersConditionSchema,
  quizzesConditionSchema,
  assignmentsConditionSchema,
]);

/** When a learner may get the certificate of a course: every condition holds. */
export const eligibilityRuleSchema = z.strictObject({
  conditions: z.array(eligibilityConditionSchema).min(1).max(20).readonly(),
});

export type EligibilityCondition = z.infer<typeof eligibilityConditionSchema>;
export type EligibilityRule = z.infer<typeof eligibilityRuleSchema>;

/** The rule of a course that has no other: all published chapters completed. */
export const defaultEligibilityRule: EligibilityRule = {
  conditions: [{ kind: 'chapters_completed' }],
};
