import { z } from 'zod';
import { essayAnswerSchema } from './essay';
import { fillBlanksAnswerSchema } from './fill-blanks';
import { matchingAnswerSchema } from './matching';
import { multipleChoiceAnswerSchema } from './multiple-choice';
import { numericAnswerSchema } from './numeric';
import { orderingAnswerSchema } from './ordering';
import { shortAnswerAnswerSchema } from './short-answer';
import { singleChoiceAnswerSchema } from './single-choice';
import { trueFalseAnswerSchema } from './true-false';

/**
 * One schema per type for what a learner gave. Unlike the content they ignore unknown fields:
 * answers come from the web application, which may store more than we know.
 */
export const answerSchemas = {
  single_choice: singleChoiceAnswerSchema,
  multiple_choice: multipleChoiceAnswerSchema,
  true_false: trueFalseAnswerSchema,
  short_answer: shortAnswerAnswerSchema,
  numeric: numericAnswerSchema,
  matching: matchingAnswerSchema,
  ordering: orderingAnswerSchema,
  fill_blanks: fillBlanksAnswerSchema,
  essay: essayAnswerSchema,
} as const;

/** `QuizAttempt.answers`: one answer of any shape per question id, judged when it is scored. */
export const attemptAnswersSchema = z.record(z.string(), z.unknown());

export type AttemptAnswers = Readonly<z.infer<typeof attemptAnswersSchema>>;
