import { sql } from 'kysely';
import type { AwardKey } from '../../../shared/domain/ledger/award';
import { standingFor, type Standing } from '../../../shared/domain/ledger/level';
import type { ReadableDb, WritableDb } from '../storage/database';

/** One row of the ledger, as the contract shows it. */
export type LedgerEntry = {
  readonly id: string;
  readonly amount: number;
  readonly reason: string;
  readonly sourceType: string;
  readonly sourceId: string | null;
  readonly createdAt: string;
};

/** The award that stands for this learner and source, if there is one. */
export function findAward(db: ReadableDb, key: AwardKey): LedgerEntry | undefined {
  return db.first(
    db.from
      .selectFrom('XPTransaction')
      .select(['id', 'amount', 'reason', 'sourceType', 'sourceId', 'createdAt'])
      .where('userId', '=', key.userId)
      .where('sourceType', '=', key.sourceType)
      .where('sourceId', '=', key.sourceId),
  );
}

/** Whose award this is. */
export function learnerOfAward(db: ReadableDb, id: string): string | undefined {
  return db.first(db.from.selectFrom('XPTransaction').select('userId').where('id', '=', id))
    ?.userId;
}

/** Standing and ledger (newest first) of one learner; undefined when nothing is known of them. */
export function readStanding(
  db: ReadableDb,
  userId: string,
): (Standing & { readonly ledger: LedgerEntry[] }) | undefined {
  const row = db.first(
    db.from
      .selectFrom('UserXP')
      .select(['totalXP', 'level', 'currentLevelXP'])
      .where('userId', '=', userId),
  );
  if (!row) return undefined;
  const ledger = db.all(
    db.from
      .selectFrom('XPTransaction')
      .select(['id', 'amount', 'reason', 'sourceType', 'sourceId', 'createdAt'])
      .where('userId', '=', userId)
      .orderBy('createdAt', 'desc')
      .orderBy('id'),
  );
  return { ...row, ledger };
}

/** True when any table mentions this learner, with or without XP. */
export function isKnownLearner(db: ReadableDb, userId: string): boolean {
  const found = db.first(
    db.from
      .selectFrom('UserProgress')
      .select('userId')
      .where('userId', '=', userId)
      .unionAll(db.from.selectFrom('Purchase').select('userId').where('userId', '=', userId))
      .unionAll(
        db.from
          .selectFrom('lectern_person')
          .select('user_id as userId')
          .where('user_id', '=', userId),
      )
      .limit(1),
  );
  return found !== undefined;
}

/**
 * Derives UserXP from the ledger for these learners, making the row where there is none. Rows
 * that already agree are left alone, so their `updatedAt` tells when the standing last changed.
 * `at` is written as that time.
 */
export function recomputeUserXp(db: WritableDb, userIds: Iterable<string>, at: string): void {
  for (const userId of new Set(userIds)) {
    const total = db.first(
      db.from
        .selectFrom('XPTransaction')
        .select((e) => e.fn.coalesce(e.fn.sum<number>('amount'), sql<number>`0`).as('xp'))
        .where('userId', '=', userId),
    );
    const standing = standingFor(Number(total?.xp ?? 0));
    db.run(
      db.from
        .insertInto('UserXP')
        .values({ id: `xp:${userId}`, userId, ...standing, createdAt: at, updatedAt: at })
        .onConflict((conflict) =>
          conflict
            .column('userId')
            .doUpdateSet({ ...standing, updatedAt: at })
            .where((e) =>
              e.or([
                e('UserXP.totalXP', '<>', standing.totalXP),
                e('UserXP.level', '<>', standing.level),
                e('UserXP.currentLevelXP', '<>', standing.currentLevelXP),
              ]),
            ),
        ),
    );
  }
}

/** A completion without its award; `amount` is what the column says it is worth now. */
export type PendingAward = {
  readonly userId: string;
  readonly sourceId: string;
  readonly title: string;
  readonly amount: number;
};

/** Completed published chapters without an award. */
export function pendingChapterAwards(db: ReadableDb): PendingAward[] {
  return db.all(
    db.from
      .selectFrom('UserProgress as p')
      .innerJoin('Chapter as c', 'c.id', 'p.chapterId')
      .leftJoin('XPTransaction as t', (join) =>
        join
          .onRef('t.userId', '=', 'p.userId')
          .on('t.sourceType', '=', 'chapter')
          .onRef('t.sourceId', '=', 'p.chapterId'),
      )
      .select(['p.userId', 'c.id as sourceId', 'c.title', 'c.xpReward as amount'])
      .where('p.isCompleted', '=', 1)
      .where('c.isPublished', '=', 1)
      .where('t.id', 'is', null)
      .groupBy(['p.userId', 'c.id'])
      .orderBy('p.userId')
      .orderBy('c.id'),
  );
}

/** Courses of which every published chapter, and at least one, is completed, without an award. */
export function pendingCourseAwards(db: ReadableDb): PendingAward[] {
  const chapters = db.from
    .selectFrom('Chapter')
    .select(['courseId', (e) => e.fn.countAll<number>().as('chapters')])
    .where('isPublished', '=', 1)
    .groupBy('courseId');
  return db.all(
    db.from
      .selectFrom('UserProgress as p')
      .innerJoin('Chapter as c', 'c.id', 'p.chapterId')
      .innerJoin('Course as k', 'k.id', 'c.courseId')
      .innerJoin(chapters.as('n'), 'n.courseId', 'c.courseId')
      .leftJoin('XPTransaction as t', (join) =>
        join
          .onRef('t.userId', '=', 'p.userId')
          .on('t.sourceType', '=', 'course')
          .onRef('t.sourceId', '=', 'c.courseId'),
      )
      .select(['p.userId', 'k.id as sourceId', 'k.title', 'k.xpReward as amount'])
      .where('p.isCompleted', '=', 1)
      .where('c.isPublished', '=', 1)
      .where('t.id', 'is', null)
      .groupBy(['p.userId', 'k.id'])
      .having((e) => e(e.fn.count('p.chapterId').distinct(), '=', e.ref('n.chapters')))
      .orderBy('p.userId')
      .orderBy('k.id'),
  );
}
