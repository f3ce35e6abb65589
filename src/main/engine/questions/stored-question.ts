import type { QuestionRow } from '../../../shared/contract/questions';
import { parseQuestion, type Question } from '../../../shared/domain/questions';

/** A question as stored, with what the schema of its type has against it. */
export type StoredQuestion = QuestionRow;

/** A question before the domain has looked at it. */
export type UncheckedQuestion = Omit<StoredQuestion, 'problems'>;

/**
 * What the domain sees of a stored question. The place plays no part in whether it is sound, and
 * a null in `options` (the plan allows it) means the same as `{}`.
 */
export function parseStored(question: UncheckedQuestion): ReturnType<typeof parseQuestion> {
  const { type, question: stem, options, correctAnswer, explanation, points, order } = question;
  return parseQuestion({
    type,
    question: stem,
    options: options ?? {},
    correctAnswer,
    explanation,
    points,
    order: Math.max(0, order),
  });
}

/** Adds the problems of each question. */
export function withProblems(question: UncheckedQuestion): StoredQuestion {
  const parsed = parseStored(question);
  const problems = parsed.ok ? [] : parsed.error.map(({ path, message }) => ({ path, message }));
  return { ...question, problems };
}

/** The columns of a checked question. */
export function toColumns(question: Question) {
  const { options, correctAnswer, order: _, ...rest } = question;
  return {
    ...rest,
    options: JSON.stringify(options),
    correctAnswer: JSON.stringify(correctAnswer),
  };
}
