import type { AttemptAnswers } from '../questions';
import { sumScores } from './round-score';
import { scoreAnswer } from './score-answer';
import type { AnswerScore, ScorableQuestion } from './score-types';

/** The score of a whole attempt in points; `waiting` is how many answers a person must judge. */
export type AttemptScore = {
  readonly score: number;
  readonly totalPoints: number;
  readonly perQuestion: readonly (AnswerScore & { readonly questionId: string })[];
  readonly waiting: number;
};

/**
 * Scores all answers of an attempt. What waits for a person counts 0; answers to questions that
 * are not in the list are ignored (the question was removed). The total is the sum of the
 * questions' points, descriptions excepted.
 */
export function scoreAttempt(
  questions: readonly (ScorableQuestion & { readonly id: string })[],
  answers: AttemptAnswers,
): AttemptScore {
  const perQuestion = questions.map((question) => {
    const given = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
    return { questionId: question.id, ...scoreAnswer(question, given) };
  });
  return {
    score: sumScores(perQuestion.map(({ points }) => points)),
    totalPoints: perQuestion.reduce((sum, { maxPoints }) => sum + maxPoints, 0),
    perQuestion,
    waiting: perQuestion.filter(({ state }) => state === 'waiting').length,
  };
}
