import type { AttemptAnswers } from '../../../shared/domain/questions';
import { hasPassed, scoreAttempt } from '../../../shared/domain/scoring';
import { parseStored, type StoredQuestion } from '../questions/stored-question';

/** What one answer gave; `waiting` counts 0 until a person decides. */
export type QuestionResult = {
  readonly questionId: string;
  readonly points: number;
  readonly maxPoints: number;
  readonly state: 'auto' | 'waiting';
};

/** The score of an attempt in points, and what each question gave, in the order of the quiz. */
export type QuizScore = {
  readonly score: number;
  readonly totalPoints: number;
  readonly passed: boolean;
  readonly perQuestion: readonly QuestionResult[];
};

/**
 * Scores answers against the questions as they stand. A question that its own schema refuses
 * (an unfinished import) cannot be judged: it keeps its points in the total and waits.
 */
export function scoreQuiz(
  questions: readonly StoredQuestion[],
  answers: AttemptAnswers,
  passingScore: number,
): QuizScore {
  const sound = questions.flatMap((question) => {
    const parsed = parseStored(question);
    return parsed.ok ? [{ ...parsed.value, id: question.id }] : [];
  });
  const scored = scoreAttempt(sound, answers);
  const results = new Map(scored.perQuestion.map((result) => [result.questionId, result]));
  const perQuestion = questions.map(({ id, points, type }): QuestionResult => {
    const result = results.get(id);
    if (!result) {
      const maxPoints = type === 'description' ? 0 : points;
      return { questionId: id, points: 0, maxPoints, state: 'waiting' };
    }
    const { points: given, maxPoints, state } = result;
    return { questionId: id, points: given, maxPoints, state };
  });
  const totalPoints = perQuestion.reduce((sum, { maxPoints }) => sum + maxPoints, 0);
  const passed = hasPassed(scored.score, totalPoints, passingScore);
  return { score: scored.score, totalPoints, passed, perQuestion };
}
