import type { MadeAttempt } from './attempts';
import type { MadeGrade } from './grading';
import type { Path } from './progress';
import type { MadeSubmission } from './submissions';

/** Something a learner did or was given, in the order of time. */
export type Deed = {
  readonly userId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly kind: 'chapter' | 'course' | 'quiz' | 'perfect' | 'assignment' | 'visit';
  readonly sourceId: string;
  readonly title: string;
  /** XP of the source's own column; 0 for what is not paid. */
  readonly xp: number;
};

/** The parts of the story from which XP, achievements and streaks follow. */
export type Happened = {
  readonly paths: readonly Path[];
  readonly attempts: readonly MadeAttempt[];
  readonly submissions: readonly MadeSubmission[];
  readonly grades: readonly MadeGrade[];
};

function readingDeeds({ enrolment, course, completed, finishedAt }: Path): readonly Deed[] {
  const { userId } = enrolment.learner;
  const chapters = completed.map(({ chapter, at }): Deed => {
    const { id, title, xpReward } = chapter;
    return { userId, at, kind: 'chapter', sourceId: id, title, xp: xpReward };
  });
  if (finishedAt === undefined) return chapters;
  const { id, plan, xpReward } = course;
  const course_ = { kind: 'course', sourceId: id, title: plan.title, xp: xpReward } as const;
  return [...chapters, { userId, at: finishedAt, ...course_ }];
}

/** Quizzes are paid at the first pass; full marks count whenever they come. */
function quizDeeds(attempts: readonly MadeAttempt[]): readonly Deed[] {
  const passed = new Set<string>();
  return attempts.flatMap(({ learner, quiz, at, passed: pass, score, totalPoints }) => {
    const { userId } = learner;
    const key = `${userId} ${quiz.id}`;
    const isFirst = pass && !passed.has(key);
    if (pass) passed.add(key);
    const deed = { userId, at, sourceId: quiz.id, title: quiz.plan.title };
    return [
      { ...deed, kind: 'visit', xp: 0 } as const,
      ...(isFirst ? [{ ...deed, kind: 'quiz', xp: quiz.xpReward } as const] : []),
      ...(score === totalPoints ? [{ ...deed, kind: 'perfect', xp: 0 } as const] : []),
    ];
  });
}

function workDeeds({ submissions, grades }: Happened): readonly Deed[] {
  const visits = submissions.map(({ learner, assignment, at }): Deed => {
    const { id, plan } = assignment;
    return { userId: learner.userId, at, kind: 'visit', sourceId: id, title: plan.title, xp: 0 };
  });
  const paid = grades.map(({ submission, changes, at }): Deed => {
    const { id, plan, xpReward } = submission.assignment;
    // The first grade is what is paid for, also when it was corrected later.
    const first = changes[0]?.at ?? at;
    const { userId } = submission.learner;
    return { userId, at: first, kind: 'assignment', sourceId: id, title: plan.title, xp: xpReward };
  });
  return [...visits, ...paid];
}

/** Everything that happened, oldest first, by learner. */
export function deedsByLearner(happened: Happened): ReadonlyMap<string, readonly Deed[]> {
  const deeds = [
    ...happened.paths.flatMap(readingDeeds),
    ...quizDeeds(happened.attempts),
    ...workDeeds(happened),
  ];
  const byLearner = new Map<string, Deed[]>();
  for (const deed of deeds) {
    const own = byLearner.get(deed.userId);
    if (own) own.push(deed);
    else byLearner.set(deed.userId, [deed]);
  }
  for (const own of byLearner.values()) own.sort((a, b) => a.at - b.at);
  return byLearner;
}
