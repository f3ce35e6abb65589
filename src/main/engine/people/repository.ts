import { sql } from 'kysely';
import type { PersonRow } from '../../../shared/contract/people';
import type { RosterPerson } from '../../../shared/domain/people';
import type { ReadableDb } from '../storage/database';
import { everybody } from './everybody-repository';

/** The name and the address of a learner, as far as a roster has told them. */
export type Learner = {
  readonly userId: string;
  readonly name: string | null;
  readonly email: string | null;
};

/** All learners by name, those without one last. */
export function listPeople(db: ReadableDb): PersonRow[] {
  return personRows(db, undefined);
}

export function findPersonRow(db: ReadableDb, userId: string): PersonRow | undefined {
  if (!isMentioned(db, userId)) return undefined;
  return personRows(db, userId)[0];
}

function personRows(db: ReadableDb, userId: string | undefined): PersonRow[] {
  const courses = courseCounts(db, userId);
  const activity = lastActivity(db, userId);
  const one = sql<{ userId: string }>`(select ${userId ?? ''} as "userId")`;
  const rows = db.all(
    db.from
      .selectFrom((userId === undefined ? everybody(db) : one).as('k'))
      .leftJoin('lectern_person as p', 'p.user_id', 'k.userId')
      .leftJoin('UserXP as x', 'x.userId', 'k.userId')
      .select(['k.userId', 'p.name', 'p.email', 'x.totalXP', 'x.level'])
      .orderBy(sql`"p"."name" is null`)
      .orderBy('p.name')
      .orderBy('k.userId'),
  );
  return rows.map(({ totalXP, level, ...row }) => {
    const taken = courses.get(row.userId);
    return {
      ...row,
      totalXP: totalXP ?? 0,
      level: level ?? 1,
      courses: taken?.courses ?? 0,
      completedCourses: taken?.completed ?? 0,
      lastActivity: activity.get(row.userId) ?? null,
    };
  });
}

/** Courses begun or bought, and those of which every published chapter is completed, by learner. */
function courseCounts(db: ReadableDb, userId: string | undefined) {
  let progress = db.from
    .selectFrom('UserProgress as p')
    .innerJoin('Chapter as h', 'h.id', 'p.chapterId')
    .select(['p.userId', 'h.courseId'])
    .select(sql<number>`sum("p"."isCompleted" * "h"."isPublished")`.as('done'))
    .groupBy(['p.userId', 'h.courseId']);
  let purchases = db.from
    .selectFrom('Purchase as b')
    .select(['b.userId', 'b.courseId'])
    .select(sql<number>`0`.as('done'));
  if (userId !== undefined) {
    progress = progress.where('p.userId', '=', userId);
    purchases = purchases.where('b.userId', '=', userId);
  }
  const published = db.from
    .selectFrom('Chapter')
    .select('courseId')
    .select((e) => e.fn.sum<number>('isPublished').as('n'))
    .groupBy('courseId');
  const rows = db.all(
    db.from
      .selectFrom(progress.unionAll(purchases).as('t'))
      .leftJoin(published.as('c'), 'c.courseId', 't.courseId')
      .select('t.userId')
      .select(sql<number>`count(distinct "t"."courseId")`.as('courses'))
      .select(sql<number | null>`sum("c"."n" > 0 and "t"."done" = "c"."n")`.as('completed'))
      .groupBy('t.userId'),
  );
  return new Map(rows.map((row) => [row.userId, row]));
}

/** The newest trace each learner has left: progress, an attempt or a submission. */
function lastActivity(db: ReadableDb, userId: string | undefined): ReadonlyMap<string, string> {
  const traces = [
    { table: 'UserProgress', column: 'updatedAt' },
    { table: 'QuizAttempt', column: 'completedAt' },
    { table: 'AssignmentSubmission', column: 'submittedAt' },
  ] as const;
  const newest = new Map<string, string>();
  // One table after the other: each is grouped by its index on the user, their union would not be.
  for (const { table, column } of traces) {
    let query = db.from
      .selectFrom(table)
      .select('userId')
      .select(sql<string>`max(${sql.ref(column)})`.as('at'))
      .groupBy('userId');
    if (userId !== undefined) query = query.where('userId', '=', userId);
    for (const row of db.all(query)) {
      const known = newest.get(row.userId);
      if (known === undefined || known < row.at) newest.set(row.userId, row.at);
    }
  }
  return newest;
}

/** The learner of this id, with the name if a roster gave one; undefined when nothing mentions it. */
export function findLearner(db: ReadableDb, userId: string): Learner | undefined {
  const person = db.first(
    db.from.selectFrom('lectern_person').select(['name', 'email']).where('user_id', '=', userId),
  );
  if (person) return { userId, ...person };
  return isMentioned(db, userId) ? { userId, name: null, email: null } : undefined;
}

function isMentioned(db: ReadableDb, userId: string): boolean {
  const { from } = db;
  const found = db.first(
    from
      .selectFrom('lectern_person')
      .select('user_id as userId')
      .where('user_id', '=', userId)
      .unionAll(from.selectFrom('UserProgress').select('userId').where('userId', '=', userId))
      .unionAll(from.selectFrom('UserXP').select('userId').where('userId', '=', userId))
      .unionAll(from.selectFrom('Purchase').select('userId').where('userId', '=', userId))
      .unionAll(from.selectFrom('QuizAttempt').select('userId').where('userId', '=', userId))
      .unionAll(
        from.selectFrom('AssignmentSubmission').select('userId').where('userId', '=', userId),
      )
      .limit(1),
  );
  return found !== undefined;
}

/** All people of earlier rosters, by user id. */
export function knownPeople(db: ReadableDb): ReadonlyMap<string, RosterPerson> {
  const rows = db.all(
    db.from.selectFrom('lectern_person').select(['user_id as userId', 'name', 'email']),
  );
  return new Map(rows.map((row) => [row.userId, row]));
}
