import { sql } from 'kysely';
import type { ReadableDb } from '../storage/database';

const newest = 200;

/** XP within the level, and the streak; zeros for a learner without either. */
export function findStanding(db: ReadableDb, userId: string) {
  const xp = db.first(
    db.from.selectFrom('UserXP').select('currentLevelXP').where('userId', '=', userId),
  );
  const streak = db.first(
    db.from
      .selectFrom('UserStreak')
      .select(['currentStreak', 'longestStreak'])
      .where('userId', '=', userId),
  );
  return {
    currentLevelXP: xp?.currentLevelXP ?? 0,
    currentStreak: streak?.currentStreak ?? 0,
    longestStreak: streak?.longestStreak ?? 0,
  };
}

/** Published chapters completed, for each course the learner has begun or bought. */
export function listProgress(db: ReadableDb, userId: string) {
  const begun = db.from
    .selectFrom('UserProgress as p')
    .innerJoin('Chapter as h', 'h.id', 'p.chapterId')
    .select('h.courseId')
    .where('p.userId', '=', userId)
    .union(db.from.selectFrom('Purchase').select('courseId').where('userId', '=', userId));
  return db
    .all(
      db.from
        .selectFrom('Course as c')
        .leftJoin('Chapter as h', (on) =>
          on.onRef('h.courseId', '=', 'c.id').on('h.isPublished', '=', 1),
        )
        .leftJoin('UserProgress as p', (on) =>
          on.onRef('p.chapterId', '=', 'h.id').on('p.userId', '=', userId),
        )
        .select(['c.id as courseId', 'c.title'])
        .select((e) => [
          e.fn.sum<number | null>('p.isCompleted').as('completed'),
          e.fn.count<number>('h.id').as('chapters'),
        ])
        .where('c.id', 'in', begun)
        .groupBy('c.id')
        .orderBy('c.title'),
    )
    .map((row) => ({ ...row, completed: row.completed ?? 0 }));
}

/** Attempts of a learner with the pass mark of their quiz, newest first. */
export function listLearnerAttempts(db: ReadableDb, userId: string) {
  return db.all(
    db.from
      .selectFrom('QuizAttempt as t')
      .innerJoin('Quiz as q', 'q.id', 't.quizId')
      .select(['t.id', 'q.title as quizTitle', 'q.passingScore'])
      .select(['t.score', 't.totalPoints', 't.completedAt'])
      .where('t.userId', '=', userId)
      .orderBy('t.completedAt', 'desc')
      .limit(newest),
  );
}

/** Submissions of a learner, newest first. */
export function listLearnerSubmissions(db: ReadableDb, userId: string) {
  return db.all(
    db.from
      .selectFrom('AssignmentSubmission as s')
      .innerJoin('Assignment as a', 'a.id', 's.assignmentId')
      .select(['s.id', 's.assignmentId', 'a.title as assignmentTitle', 'a.maxPoints'])
      .select(['s.score', 's.submittedAt'])
      .where('s.userId', '=', userId)
      .orderBy('s.submittedAt', 'desc')
      .limit(newest),
  );
}

/** The newest awards of a learner. */
export function listLearnerLedger(db: ReadableDb, userId: string) {
  return db.all(
    db.from
      .selectFrom('XPTransaction')
      .select(['id', 'amount', 'reason', 'sourceType', 'createdAt'])
      .where('userId', '=', userId)
      .orderBy('createdAt', 'desc')
      .orderBy('id')
      .limit(newest),
  );
}

export function listLearnerAchievements(db: ReadableDb, userId: string) {
  return db.all(
    db.from
      .selectFrom('UserAchievement as u')
      .innerJoin('Achievement as a', 'a.id', 'u.achievementId')
      .select(['a.name', 'a.icon', 'u.unlockedAt'])
      .where('u.userId', '=', userId)
      .orderBy('u.unlockedAt', 'desc'),
  );
}

/** Certificates of a learner; a course that is gone is named by its id. */
export function listLearnerCertificates(db: ReadableDb, userId: string) {
  return db.all(
    db.from
      .selectFrom('Certificate as f')
      .leftJoin('Course as c', 'c.id', 'f.courseId')
      .select(['f.verificationCode as code', 'f.issuedAt'])
      .select(sql<string>`coalesce("c"."title", "f"."courseId")`.as('courseTitle'))
      .where('f.userId', '=', userId)
      .orderBy('f.issuedAt', 'desc'),
  );
}
