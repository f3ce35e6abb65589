import type { attempts } from '../../../shared/contract/attempts';
import { hasPassed } from '../../../shared/domain/scoring';
import { toInstant } from '../../../shared/kernel/clock';
import { fail } from '../../../shared/kernel/errors';
import { ok } from '../../../shared/kernel/result';
import { quoted } from '../fields/change-label';
import { requireLearner } from '../people/learner';
import { questionsOf } from '../questions/questions-of';
import type { StoredQuestion } from '../questions/stored-question';
import type { Handlers } from '../rpc/handlers';
import type { ReadableDb } from '../storage/database';
import { ensureAward } from '../xp/award';
import { countAttempts, findScoredQuiz, listAttempts } from './repository';
import { scoreQuiz } from './score-quiz';

/** Quiz attempts: reading them, and entering those made on paper. */
export const attemptHandlers: Handlers<typeof attempts> = {
  list: ({ quizId }, { workspace: { read } }) => {
    const { passingScore } = requireQuiz(read, quizId);
    const rows = listAttempts(read, quizId).map((attempt) => ({
      ...attempt,
      passed: hasPassed(attempt.score, attempt.totalPoints, passingScore),
    }));
    return ok({ attempts: rows });
  },

  score: ({ quizId, answers }, { workspace: { read } }) => {
    const { passingScore } = requireQuiz(read, quizId);
    const questions = questionsOf(read, quizId);
    requireKnownQuestions(questions, answers);
    const { perQuestion, ...score } = scoreQuiz(questions, answers, passingScore);
    return ok({ ...score, perQuestion: [...perQuestion] });
  },

  record: (input, context) => {
    const { quizId, userId, answers } = input;
    const { read } = context.workspace;
    const quiz = requireQuiz(read, quizId);
    const learner = requireLearner(read, userId);
    const questions = questionsOf(read, quizId);
    if (questions.length === 0) {
      fail('refused', `${quoted(quiz.title)} has no questions. Nothing was stored.`, { quizId });
    }
    requireKnownQuestions(questions, answers);
    refuseMoreThanAllowed(countAttempts(read, quizId, userId), quiz, learner.label);
    const completedAt = pastInstant(input.completedAt, context.clock.now());
    const { perQuestion, ...score } = scoreQuiz(questions, answers, quiz.passingScore);
    const id = context.newId();
    const label = `attempt of ${learner.label} at ${quoted(quiz.title)}`;
    context.edit({ name: 'attempt.record', label }, (change) => {
      const { totalPoints } = score;
      const attempt = { id, userId, quizId, score: score.score, totalPoints, completedAt };
      change.insert('QuizAttempt', { ...attempt, answers: JSON.stringify(answers) });
      for (const { questionId, points, maxPoints, state } of perQuestion) {
        const row = { id: context.newId(), attempt_id: id, question_id: questionId, points, state };
        change.insert('lectern_question_score', { ...row, max_points: maxPoints });
      }
      // Only the first pass is paid: a second award of the same quiz changes nothing.
      if (score.passed && quiz.xpReward > 0) {
        ensureAward(change, {
          userId,
          amount: quiz.xpReward,
          reason: `Passed ${quoted(quiz.title)}`,
          sourceType: 'quiz',
          sourceId: quizId,
        });
      }
    });
    return ok({ id, ...score });
  },
};

function requireQuiz(db: ReadableDb, quizId: string) {
  return (
    findScoredQuiz(db, quizId) ??
    fail('not_found', `There is no quiz ${quizId}. It may have been removed.`, { quizId })
  );
}

function requireKnownQuestions(
  questions: readonly StoredQuestion[],
  answers: { readonly [questionId: string]: unknown },
): void {
  const known = new Set(questions.map(({ id }) => id));
  const unknown = Object.keys(answers).filter((id) => !known.has(id));
  if (unknown.length === 0) return;
  fail(
    'bad_input',
    `These answers belong to no question of the quiz: ${unknown.slice(0, 10).join(', ')}. Nothing was stored.`,
    { unknown },
  );
}

function refuseMoreThanAllowed(
  made: number,
  quiz: { readonly id: string; readonly title: string; readonly maxAttempts: number },
  learner: string,
): void {
  // 0 means that there is no limit.
  if (quiz.maxAttempts === 0 || made < quiz.maxAttempts) return;
  fail(
    'refused',
    `${learner} has made ${made} of ${quiz.maxAttempts} attempts at ${quoted(quiz.title)}. Nothing was stored. Allow more attempts in the quiz's settings first.`,
    { quizId: quiz.id, made, allowed: quiz.maxAttempts },
  );
}

function pastInstant(given: string | undefined, now: number): string {
  const at = given === undefined ? now : Date.parse(given);
  if (at <= now) return toInstant(at);
  return fail('bad_input', `The attempt cannot end in the future (${given}). Nothing was stored.`, {
    completedAt: given ?? '',
  });
}
