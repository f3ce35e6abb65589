import { z } from 'zod';
import { err, ok } from '../../kernel/result';
import type { Result } from '../../kernel/result';
import { descriptionSchema } from './description';
import { essaySchema } from './essay';
import { fillBlanksSchema } from './fill-blanks';
import { blankMarkerProblems } from './blank-markers';
import { matchingSchema } from './matching';
import { multipleChoiceSchema } from './multiple-choice';
import { numericSchema } from './numeric';
import { orderingSchema } from './ordering';
import { toProblems } from './problems';
import type { QuestionProblem } from './problems';
import { shortAnswerSchema } from './short-answer';
import { singleChoiceSchema } from './single-choice';
import { trueFalseSchema } from './true-false';
import { isQuestionType, questionTypes } from './types';

/** What differs between the types: `{ type, options, correctAnswer }`, rules included. */
export const questionContentSchema = z.discriminatedUnion('type', [
  singleChoiceSchema,
  multipleChoiceSchema,
  trueFalseSchema,
  shortAnswerSchema,
  numericSchema,
  matchingSchema,
  orderingSchema,
  fillBlanksSchema,
  essaySchema,
  descriptionSchema,
]);

export type QuestionContent = z.infer<typeof questionContentSchema>;

/** The problem of a type id that is none of the ten. */
export function unknownTypeProblem(type: unknown): QuestionProblem {
  const shown = typeof type === 'string' ? `"${type.slice(0, 60)}"` : 'missing or not text';
  const message = `The type is ${shown}; it must be one of ${questionTypes.join(', ')}`;
  return { code: 'unknown_type', path: 'type', message };
}

/**
 * Checks the typed part of a question: shapes, sizes and the rules between fields. With `text`
 * (the stem) the `[[id]]` markers are checked against the blanks too. Never throws on bad data.
 */
export function parseQuestionContent(
  type: unknown,
  options: unknown,
  correctAnswer: unknown,
  text?: string,
): Result<QuestionContent, readonly QuestionProblem[]> {
  if (!isQuestionType(type)) return err([unknownTypeProblem(type)]);
  const parsed = questionContentSchema.safeParse(
    { type, options, correctAnswer },
    { reportInput: true },
  );
  if (!parsed.success) return err(toProblems(parsed.error));
  const problems = text === undefined ? [] : blankMarkerProblems(text, parsed.data);
  return problems.length === 0 ? ok(parsed.data) : err(problems);
}
