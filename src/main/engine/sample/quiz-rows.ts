import type { Question } from '../../../shared/domain/questions';
import { toInstant } from '../../../shared/kernel/clock';
import type { IdSource } from '../../../shared/kernel/ids';
import type { MadeCourse } from './course-rows';
import type { QuizPlan } from './courses/plans';
import type { DraftedQuestion, Slips } from './questions/drafted';
import type { RowOf, TableRows } from './rows';
import type { SeededRandom } from './seeded-random';
import { atOfficeHour, dayMs } from './time';

/** A question as stored, with what decides how learners fare. */
export type MadeQuestion = Question & {
  readonly id: string;
  readonly difficulty: number;
  readonly slips: Slips;
  /** 0..1 per wrong option: how tempting it is. */
  readonly lure: readonly number[];
};

/** A quiz as stored. */
export type MadeQuiz = {
  readonly id: string;
  readonly plan: QuizPlan;
  readonly course: MadeCourse;
  readonly passingScore: number;
  readonly maxAttempts: number;
  readonly xpReward: number;
  readonly openedAt: number;
  readonly questions: readonly MadeQuestion[];
};

function makeQuestion(
  draft: DraftedQuestion,
  order: number,
  random: SeededRandom,
  id: string,
): MadeQuestion {
  const { stem, explanation, points, difficulty, slips } = draft;
  const common = { question: stem, explanation, points, order };
  const lure = Array.from({ length: 8 }, () => random.next() ** 2);
  return { ...draft.content(random), ...common, id, difficulty, slips, lure };
}

/** Decides ids, the order of options, and dates of every quiz of the courses. */
export function makeQuizzes(
  courses: readonly MadeCourse[],
  random: SeededRandom,
  newId: IdSource,
  now: number,
): readonly MadeQuiz[] {
  return courses.flatMap((course) =>
    course.plan.quizzes.map((plan) => {
      const own = random.fork(plan.title);
      return {
        id: newId(),
        plan,
        course,
        passingScore: plan.passingScore ?? 70,
        maxAttempts: plan.maxAttempts ?? 3,
        xpReward: plan.xp ?? 25,
        openedAt: atOfficeHour(now - plan.openedDaysAgo * dayMs, own),
        questions: plan.questions.map((draft, at) => makeQuestion(draft, at + 1, own, newId())),
      };
    }),
  );
}

function quizRow(quiz: MadeQuiz): RowOf<'Quiz'> {
  const { plan, course } = quiz;
  return {
    id: quiz.id,
    title: plan.title,
    description: plan.description,
    chapterId: course.chapters[plan.chapter]?.id ?? null,
    courseId: course.id,
    timeLimit: plan.timeLimit ?? null,
    maxAttempts: quiz.maxAttempts,
    passingScore: quiz.passingScore,
    isPublished: plan.isDraft ? 0 : 1,
    xpReward: quiz.xpReward,
    createdAt: toInstant(quiz.openedAt - 6 * dayMs),
    updatedAt: toInstant(quiz.openedAt),
  };
}

function questionRow(quiz: MadeQuiz, question: MadeQuestion): RowOf<'Question'> {
  return {
    id: question.id,
    quizId: quiz.id,
    type: question.type,
    question: question.question,
    options: JSON.stringify(question.options),
    correctAnswer: JSON.stringify(question.correctAnswer),
    explanation: question.explanation,
    points: question.points,
    order: question.order,
    createdAt: toInstant(quiz.openedAt - 5 * dayMs + question.order * 240_000),
  };
}

/** The rows of the quizzes and their questions. */
export function quizRows(quizzes: readonly MadeQuiz[]): readonly TableRows[] {
  return [
    ['Quiz', quizzes.map(quizRow)],
    [
      'Question',
      quizzes.flatMap((quiz) => quiz.questions.map((question) => questionRow(quiz, question))),
    ],
  ];
}
