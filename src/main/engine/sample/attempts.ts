import { hasPassed, scoreAttempt, sumScores } from '../../../shared/domain/scoring';
import { toInstant } from '../../../shared/kernel/clock';
import type { JsonValue } from '../../../shared/kernel/errors';
import type { IdSource } from '../../../shared/kernel/ids';
import { giveAnswer } from './answering';
import type { Learner } from './learners';
import type { Path } from './progress';
import type { MadeQuestion, MadeQuiz } from './quiz-rows';
import type { TableRows } from './rows';
import type { SeededRandom } from './seeded-random';
import { atStudyHour, dayMs, minuteMs } from './time';

/** Points of one answer, as `lectern_question_score` keeps them. */
export type AnswerPoints = {
  readonly questionId: string;
  readonly points: number;
  readonly maxPoints: number;
  readonly state: 'auto' | 'manual' | 'waiting';
};

/** An attempt as stored; `at` in milliseconds since the epoch. */
export type MadeAttempt = {
  readonly id: string;
  readonly quiz: MadeQuiz;
  readonly learner: Learner;
  readonly answers: { readonly [questionId: string]: JsonValue };
  readonly score: number;
  readonly totalPoints: number;
  readonly perQuestion: readonly AnswerPoints[];
  readonly passed: boolean;
  readonly seconds: number;
  readonly at: number;
};

type Sitting = { readonly path: Path; readonly before: readonly MadeAttempt[] };

type Making = { readonly random: SeededRandom; readonly newId: IdSource; readonly now: number };

/** What a person gave for essays that are old enough to have been read; new ones wait. */
function readEssays(
  quiz: MadeQuiz,
  scored: readonly AnswerPoints[],
  ability: number,
  isOld: boolean,
  random: SeededRandom,
): readonly AnswerPoints[] {
  return scored.map((one) => {
    const question = quiz.questions.find(({ id }) => id === one.questionId);
    if (one.state !== 'waiting' || question?.type !== 'essay' || !isOld) return one;
    const share = Math.max(0.2, Math.min(1, 0.66 + ability * 0.14 + random.normal() * 0.1));
    return { ...one, points: Math.round(share * one.maxPoints * 2) / 2, state: 'manual' };
  });
}

/** The questions of a quiz as the domain scores them: by id. */
function answerAll(questions: readonly MadeQuestion[], ability: number, random: SeededRandom) {
  const given = questions.map(
    (question) => [question.id, giveAnswer(question, ability, random)] as const,
  );
  const answered = given.flatMap(([id, answer]): [string, JsonValue][] =>
    answer === undefined ? [] : [[id, answer]],
  );
  return Object.fromEntries(answered);
}

function sittingTime(quiz: MadeQuiz, sitting: Sitting, { random, now }: Making): number {
  const latest = now - (0.1 + random.next() * 2.5) * dayMs;
  const last = sitting.before.at(-1);
  if (last) {
    const planned = Math.min(last.at + (0.2 + random.next() * 6) * dayMs, latest);
    return Math.max(Math.round(planned), last.at + random.int(3, 60) * minuteMs);
  }
  const from = Math.max(quiz.openedAt, sitting.path.startedAt) + dayMs;
  // Most sit a quiz in the weeks after it opens; some wait for months.
  const span = Math.max(0, latest - from) * random.next() ** 2.2;
  return Math.round(Math.min(atStudyHour(from + span, random), latest));
}

function sit(quiz: MadeQuiz, sitting: Sitting, making: Making): MadeAttempt {
  const { random, newId, now } = making;
  const { learner, finishes } = sitting.path.enrolment;
  // One learns from a first try, and those who finish the course prepare for it.
  const ability = learner.ability + sitting.before.length * 0.6 + (finishes ? 0.7 : 0);
  const at = sittingTime(quiz, sitting, making);
  const answers = answerAll(quiz.questions, ability, random);
  const { perQuestion, totalPoints } = scoreAttempt(quiz.questions, answers);
  const isOld = at < now - 24 * dayMs || random.chance(0.15);
  const points = readEssays(quiz, perQuestion, learner.ability, isOld, random);
  const score = sumScores(points.map((one) => one.points));
  const limit = (quiz.plan.timeLimit ?? 40) * 60;
  return {
    id: newId(),
    quiz,
    learner,
    answers,
    score,
    totalPoints,
    perQuestion: points,
    passed: hasPassed(score, totalPoints, quiz.passingScore),
    seconds: Math.min(limit, Math.round(limit * (0.25 + random.next() * 0.8))),
    at,
  };
}

/**
 * Exactly as many attempts as the plan asks for: first tries by those who do most, then second and
 * third tries, those who failed first.
 */
function attemptsAt(quiz: MadeQuiz, paths: readonly Path[], making: Making): MadeAttempt[] {
  const { random } = making;
  const wanted = quiz.plan.attempts;
  const eager = (path: Path): number =>
    (path.enrolment.finishes ? 2 : 0) + path.enrolment.learner.diligence + random.next() * 0.5;
  const ranked = paths
    .filter(({ course, completed }) => course === quiz.course && completed.length > 0)
    .map((path) => ({ path, rank: eager(path) }))
    .sort((a, b) => b.rank - a.rank)
    .map(({ path }) => path);
  const first = ranked.slice(0, Math.ceil(wanted * 0.74));
  const sittings = first.map((path) => ({
    path,
    before: [sit(quiz, { path, before: [] }, making)],
  }));
  let count = sittings.length;
  for (let tries = 2; tries <= quiz.maxAttempts && count < wanted; tries += 1) {
    // Whoever failed comes back first; a few who passed want a better score.
    const again = sittings
      .filter(({ before }) => before.length === tries - 1)
      .sort((a, b) => Number(a.before.at(-1)?.passed) - Number(b.before.at(-1)?.passed));
    for (const sitting of again.slice(0, wanted - count)) {
      sitting.before.push(sit(quiz, sitting, making));
      count += 1;
    }
  }
  return sittings.flatMap(({ before }) => before);
}

/** Every attempt of the sample, oldest first. */
export function makeAttempts(
  quizzes: readonly MadeQuiz[],
  paths: readonly Path[],
  making: Making,
): readonly MadeAttempt[] {
  return quizzes
    .flatMap((quiz) =>
      attemptsAt(quiz, paths, { ...making, random: making.random.fork(quiz.plan.title) }),
    )
    .sort((a, b) => a.at - b.at);
}

/** The rows of the attempts and of the points of each answer. */
export function attemptRows(
  attempts: readonly MadeAttempt[],
  newId: IdSource,
): readonly TableRows[] {
  return [
    [
      'QuizAttempt',
      attempts.map((attempt) => ({
        id: attempt.id,
        userId: attempt.learner.userId,
        quizId: attempt.quiz.id,
        answers: JSON.stringify(attempt.answers),
        score: attempt.score,
        totalPoints: attempt.totalPoints,
        timeSpent: attempt.seconds,
        completedAt: toInstant(attempt.at),
      })),
    ],
    [
      'lectern_question_score',
      attempts.flatMap(({ id, perQuestion }) =>
        perQuestion.map(({ questionId, points, maxPoints, state }) => ({
          id: newId(),
          attempt_id: id,
          question_id: questionId,
          points,
          max_points: maxPoints,
          state,
        })),
      ),
    ],
  ];
}
