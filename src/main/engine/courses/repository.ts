import { sql } from 'kysely';
import type { ChapterRow, CourseRow } from '../../../shared/contract/courses';
import type { Placed } from '../../../shared/domain/arrangement';
import type { ReadableDb } from '../storage/database';

/** A course with the fields its page shows beside those of the list. */
export type CourseDetail = CourseRow & {
  readonly description: string | null;
  readonly categoryId: string | null;
  readonly prerequisiteIds: readonly string[];
};

/** How many learners have begun a course and how many have completed it. */
export type CourseTakers = {
  readonly learners: number;
  readonly completed: number;
  /** Those of the completed who have no certificate of it. */
  readonly uncertified: number;
};

const nobody: CourseTakers = { learners: 0, completed: 0, uncertified: 0 };

function courseRows(db: ReadableDb) {
  return db.from
    .selectFrom('Course as c')
    .leftJoin('Category as k', 'k.id', 'c.categoryId')
    .select(['c.id', 'c.title', 'c.isPublished', 'c.isFree', 'c.difficulty', 'c.estimatedHours'])
    .select(['c.xpReward', 'c.updatedAt', 'c.description', 'c.categoryId', 'c.prerequisites'])
    .select('k.name as category')
    .select((e) => [
      e
        .selectFrom('Chapter as h')
        .whereRef('h.courseId', '=', 'c.id')
        .select((h) => h.fn.countAll<number>().as('n'))
        .as('chapters'),
      e
        .selectFrom('Chapter as h')
        .whereRef('h.courseId', '=', 'c.id')
        .where('h.isPublished', '=', 1)
        .select((h) => h.fn.countAll<number>().as('n'))
        .as('publishedChapters'),
    ])
    .orderBy('c.title')
    .orderBy('c.id');
}

type StoredCourse =
  ReturnType<ReturnType<typeof courseRows>['execute']> extends Promise<(infer R)[]> ? R : never;

function toRow(row: StoredCourse, takers: CourseTakers): CourseRow {
  const { prerequisites: _, description: __, categoryId: ___, ...rest } = row;
  return {
    ...rest,
    learners: takers.learners,
    completed: takers.completed,
    isPublished: row.isPublished === 1,
    isFree: row.isFree === 1,
    chapters: row.chapters ?? 0,
    publishedChapters: row.publishedChapters ?? 0,
  };
}

/** All courses by title, with their chapters and learners counted. */
export function listCourses(
  db: ReadableDb,
  takers: ReadonlyMap<string, CourseTakers>,
): CourseRow[] {
  return db.all(courseRows(db)).map((row) => toRow(row, takers.get(row.id) ?? nobody));
}

/** A course with these numbers of its learners, or undefined. */
export function findCourse(
  db: ReadableDb,
  id: string,
  takers: CourseTakers,
): CourseDetail | undefined {
  const row = db.first(courseRows(db).where('c.id', '=', id));
  if (!row) return undefined;
  return {
    ...toRow(row, takers),
    description: row.description,
    categoryId: row.categoryId,
    prerequisiteIds: toIds(row.prerequisites),
  };
}

/** The array is checked by the table; what is not text in it was written by somebody else. */
function toIds(json: string): readonly string[] {
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
}

/**
 * A learner has begun a course with the first row of progress in it or by buying it, and has
 * completed it when every published chapter is completed and there is at least one.
 */
export function countTakers(
  db: ReadableDb,
  courseId: string,
  hasCertificates: boolean,
): CourseTakers {
  const progress = db.from
    .selectFrom('Chapter as h')
    .innerJoin('UserProgress as p', 'p.chapterId', 'h.id')
    .select('p.userId')
    .select(sql<number>`sum("p"."isCompleted" * "h"."isPublished")`.as('done'))
    .where('h.courseId', '=', courseId)
    .groupBy('p.userId');
  const purchases = db.from
    .selectFrom('Purchase as b')
    .select('b.userId')
    .select(sql<number>`0`.as('done'))
    .where('b.courseId', '=', courseId);
  const published = db.from
    .selectFrom('Chapter')
    .select((e) => e.fn.sum<number>('isPublished').as('n'))
    .where('courseId', '=', courseId);
  const isComplete = sql<number>`("c"."n" > 0 and "t"."done" = "c"."n")`;
  // Looked up only for those who have completed it; a step may have taken the table back.
  const isUncertified = hasCertificates
    ? sql<number>`not exists (select 1 from "Certificate" as "f"
        where "f"."userId" = "t"."userId" and "f"."courseId" = ${courseId})`
    : sql<number>`1`;
  const row = db.first(
    db.from
      .selectFrom([progress.unionAll(purchases).as('t'), published.as('c')])
      .select(sql<number>`count(distinct "t"."userId")`.as('learners'))
      .select(sql<number | null>`sum(${isComplete})`.as('completed'))
      .select(
        sql<number | null>`sum(case when ${isComplete} then ${isUncertified} end)`.as(
          'uncertified',
        ),
      ),
  );
  const { learners, completed, uncertified } = row ?? nobody;
  return { learners, completed: completed ?? 0, uncertified: uncertified ?? 0 };
}

/** How many learners have completed each chapter of a course, by chapter. */
export function completedByChapter(db: ReadableDb, courseId: string): ReadonlyMap<string, number> {
  const rows = db.all(
    db.from
      .selectFrom('Chapter as h')
      .innerJoin('UserProgress as p', 'p.chapterId', 'h.id')
      .select('h.id')
      .select((e) => e.fn.sum<number>('p.isCompleted').as('n'))
      .where('h.courseId', '=', courseId)
      .groupBy('h.id'),
  );
  return new Map(rows.map(({ id, n }) => [id, n]));
}

/** The ids of all courses. */
export function courseIds(db: ReadableDb): readonly string[] {
  return db.all(db.from.selectFrom('Course').select('id')).map(({ id }) => id);
}

export function listCategories(db: ReadableDb): { readonly id: string; readonly name: string }[] {
  return db.all(db.from.selectFrom('Category').select(['id', 'name']).orderBy('name'));
}

export function hasCategory(db: ReadableDb, id: string): boolean {
  return db.first(db.from.selectFrom('Category').select('id').where('id', '=', id)) !== undefined;
}

/** Titles of courses by id; an id that names no course is not in the map. */
export function courseTitles(db: ReadableDb, ids: readonly string[]): ReadonlyMap<string, string> {
  if (ids.length === 0) return new Map();
  const rows = db.all(
    db.from
      .selectFrom('Course')
      .select(['id', 'title'])
      .where(sql<boolean>`"id" in (select value from json_each(${JSON.stringify(ids)}))`),
  );
  return new Map(rows.map((row) => [row.id, row.title]));
}

/** Which courses each course asks for, as stored. */
export function prerequisiteGraph(db: ReadableDb): ReadonlyMap<string, readonly string[]> {
  const rows = db.all(db.from.selectFrom('Course').select(['id', 'prerequisites']));
  return new Map(rows.map((row) => [row.id, toIds(row.prerequisites)]));
}

/** Chapters of a course in their order, with how many learners have completed them. */
export function listChapters(
  db: ReadableDb,
  courseId: string,
  completedBy: ReadonlyMap<string, number>,
): ChapterRow[] {
  return db
    .all(
      db.from
        .selectFrom('Chapter as h')
        .select(['h.id', 'h.title', 'h.description', 'h.position', 'h.isPublished', 'h.isFree'])
        .select('h.xpReward')
        .where('h.courseId', '=', courseId)
        .orderBy('h.position')
        .orderBy('h.id'),
    )
    .map((row) => ({
      ...row,
      isPublished: row.isPublished === 1,
      isFree: row.isFree === 1,
      completedBy: completedBy.get(row.id) ?? 0,
    }));
}

/** The chapters of a course and the places they have. */
export function chapterPlaces(db: ReadableDb, courseId: string): Placed[] {
  return db.all(
    db.from
      .selectFrom('Chapter')
      .select(['id', 'position as place'])
      .where('courseId', '=', courseId)
      .orderBy('position')
      .orderBy('id'),
  );
}

export function findChapter(
  db: ReadableDb,
  id: string,
): { readonly id: string; readonly title: string; readonly courseId: string } | undefined {
  return db.first(
    db.from.selectFrom('Chapter').select(['id', 'title', 'courseId']).where('id', '=', id),
  );
}

/** What a course's page links to. */
export function courseWork(db: ReadableDb, courseId: string) {
  const quizzes = db.all(
    db.from
      .selectFrom('Quiz as q')
      .leftJoin('Chapter as h', 'h.id', 'q.chapterId')
      .select(['q.id', 'q.title'])
      .where((e) => e.or([e('q.courseId', '=', courseId), e('h.courseId', '=', courseId)]))
      .orderBy('q.title'),
  );
  const assignments = db.all(
    db.from
      .selectFrom('Assignment as a')
      .leftJoin('Chapter as h', 'h.id', 'a.chapterId')
      .select(['a.id', 'a.title'])
      .where((e) => e.or([e('a.courseId', '=', courseId), e('h.courseId', '=', courseId)]))
      .orderBy('a.title'),
  );
  const certificates = db.first(
    db.from
      .selectFrom('Certificate')
      .select((e) => e.fn.countAll<number>().as('n'))
      .where('courseId', '=', courseId),
  );
  return { quizzes, assignments, certificates: certificates?.n ?? 0 };
}
