import { z } from 'zod';
import { err, ok } from '../../kernel/result';
import type { Result } from '../../kernel/result';
import { blankMarkerProblems } from './blank-markers';
import { unknownTypeProblem } from './content';
import { descriptionSchema } from './description';
import { essaySchema } from './essay';
import { optionalTextSchema, stemSchema } from './fields';
import { fillBlanksSchema } from './fill-blanks';
import { QUESTION_LIMITS } from './limits';
import { matchingSchema } from './matching';
import { multipleChoiceSchema } from './multiple-choice';
import { numericSchema } from './numeric';
import { orderingSchema } from './ordering';
import { toProblems } from './problems';
import type { QuestionProblem } from './problems';
import { complain } from './rules';
import { shortAnswerSchema } from './short-answer';
import { singleChoiceSchema } from './single-choice';
import { trueFalseSchema } from './true-false';
import { isQuestionType } from './types';

/** Points of a question: a whole number from 0, as the plan's column. */
export const pointsSchema = z.number().int().min(0).max(QUESTION_LIMITS.points);

const common = {
  question: stemSchema,
  explanation: optionalTextSchema.nullable(),
  points: pointsSchema,
  order: z.number().int().min(0).max(QUESTION_LIMITS.order),
};

/** A whole question as a row holds it, without its ids: stem, typed part, explanation, points. */
export const questionSchema = z
  .discriminatedUnion('type', [
    singleChoiceSchema.safeExtend(common),
    multipleChoiceSchema.safeExtend(common),
    trueFalseSchema.safeExtend(common),
    shortAnswerSchema.safeExtend(common),
    numericSchema.safeExtend(common),
    matchingSchema.safeExtend(common),
    orderingSchema.safeExtend(common),
    fillBlanksSchema.safeExtend(common),
    essaySchema.safeExtend(common),
    descriptionSchema.safeExtend(common),
  ])
  .superRefine((question, context) => {
    for (const { code, message } of blankMarkerProblems(question.question, question)) {
      complain(context, code, ['question'], message);
    }
  });

export type Question = z.infer<typeof questionSchema>;

/** Checks a whole question; the error lists every problem with its place. Never throws. */
export function parseQuestion(value: unknown): Result<Question, readonly QuestionProblem[]> {
  const type =
    typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  if (!isQuestionType(type)) return err([unknownTypeProblem(type)]);
  const parsed = questionSchema.safeParse(value, { reportInput: true });
  return parsed.success ? ok(parsed.data) : err(toProblems(parsed.error));
}
