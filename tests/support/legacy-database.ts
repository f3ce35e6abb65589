import type BetterSqlite3 from 'better-sqlite3';
import type { Client } from 'pg';

/** The LMS's rows before any step, as both engines get them. */
export type LegacyRows = {
  readonly courses: readonly { readonly id: string; readonly isPublished: boolean }[];
  readonly chapters: readonly {
    readonly id: string;
    readonly courseId: string;
    readonly position: number;
    readonly isPublished: boolean;
  }[];
  readonly progress: readonly {
    readonly id: string;
    readonly userId: string;
    readonly chapterId: string;
    readonly isCompleted: boolean;
    readonly at: string;
  }[];
  readonly purchases: readonly {
    readonly id: string;
    readonly userId: string;
    readonly courseId: string;
  }[];
};

export type LegacySize = {
  readonly users: number;
  readonly courses: number;
  readonly chaptersPerCourse: number;
  readonly seed: number;
  /** Share of the courses that a learner has begun; 0.3 when left out. */
  readonly begun?: number;
};

/**
 * Makes up an LMS: unpublished chapters and courses, a course without published chapters, learners
 * with nothing completed, learners who finished several courses, buyers without progress, and user
 * ids with characters that a sloppy id of an award would mix up. The same seed, the same rows.
 */
export function makeLegacyRows(size: LegacySize): LegacyRows {
  const chance = seeded(size.seed);
  const courses = range(size.courses).map((n) => ({
    id: `course-${n}`,
    isPublished: n % 7 !== 3,
  }));
  const chapters = courses.flatMap((course, n) =>
    range(size.chaptersPerCourse).map((position) => ({
      id: `chapter-${n}-${position}`,
      courseId: course.id,
      position,
      isPublished: n !== 1 && chance() > 0.15,
    })),
  );
  const progress = range(size.users).flatMap((n) =>
    progressOf(userId(n), n, { courses, chapters }, chance, size.begun ?? 0.3),
  );
  const purchases = range(Math.ceil(size.users / 10)).map((n) => ({
    id: `purchase-${n}`,
    userId: `buyer-${n}`,
    courseId: courses[n % courses.length]?.id ?? '',
  }));
  return { courses, chapters, progress, purchases };
}

const start = Date.UTC(2024, 0, 1);

function progressOf(
  user: string,
  n: number,
  { courses, chapters }: Pick<LegacyRows, 'courses' | 'chapters'>,
  chance: () => number,
  share: number,
): LegacyRows['progress'] {
  // Every tenth learner has opened chapters but completed none; every fifth finishes what they begin.
  const diligence = n % 10 === 0 ? 0 : n % 5 === 1 ? 1 : chance();
  const begun = new Set(courses.filter(() => chance() < share).map((course) => course.id));
  return chapters
    .filter((chapter) => begun.has(chapter.courseId))
    .map((chapter, at) => ({
      id: `progress-${n}-${at}`,
      userId: user,
      chapterId: chapter.id,
      isCompleted: chance() < diligence,
      at: new Date(start + Math.floor(chance() * 500 * 86_400_000)).toISOString(),
    }));
}

function userId(n: number): string {
  return n % 17 === 5 ? `user:${n}%:x` : `user_${n}`;
}

function range(length: number): readonly number[] {
  return Array.from({ length }, (_unused, at) => at);
}

/** Lehmer's generator (1951): good enough to scatter test data, and the same everywhere. */
function seeded(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** Fills the eight tables of an SQLite database; `at` is when everything was created. */
export function fillSqlite(connection: BetterSqlite3.Database, rows: LegacyRows): void {
  const at = new Date(start).toISOString();
  const bit = (value: boolean): number => (value ? 1 : 0);
  connection.transaction(() => {
    const course = connection.prepare(
      'INSERT INTO "Course" ("id","createdById","title","isPublished","createdAt","updatedAt") VALUES (?,?,?,?,?,?)',
    );
    for (const row of rows.courses)
      course.run(row.id, 'teacher', row.id, bit(row.isPublished), at, at);
    const chapter = connection.prepare(
      'INSERT INTO "Chapter" ("id","title","position","isPublished","courseId","createdAt","updatedAt") VALUES (?,?,?,?,?,?,?)',
    );
    for (const row of rows.chapters)
      chapter.run(row.id, row.id, row.position, bit(row.isPublished), row.courseId, at, at);
    const progress = connection.prepare(
      'INSERT INTO "UserProgress" ("id","userId","chapterId","isCompleted","createdAt","updatedAt") VALUES (?,?,?,?,?,?)',
    );
    for (const row of rows.progress)
      progress.run(row.id, row.userId, row.chapterId, bit(row.isCompleted), at, row.at);
    const purchase = connection.prepare(
      'INSERT INTO "Purchase" ("id","userId","courseId","createdAt","updatedAt") VALUES (?,?,?,?,?)',
    );
    for (const row of rows.purchases) purchase.run(row.id, row.userId, row.courseId, at, at);
  })();
}

/** Fills the eight tables of a Postgres database with the same rows. */
export async function fillPostgres(client: Client, rows: LegacyRows): Promise<void> {
  const at = new Date(start).toISOString();
  const insert = async (sql: string, list: readonly object[]): Promise<void> => {
    await client.query(sql, [JSON.stringify(list), at]);
  };
  await insert(
    `INSERT INTO "Course" ("id","createdById","title","isPublished","createdAt","updatedAt")
     SELECT r."id", 'teacher', r."id", r."isPublished", $2::timestamp, $2::timestamp
     FROM jsonb_to_recordset($1::jsonb) r("id" text, "isPublished" boolean)`,
    rows.courses,
  );
  await insert(
    `INSERT INTO "Chapter" ("id","title","position","isPublished","courseId","createdAt","updatedAt")
     SELECT r."id", r."id", r."position", r."isPublished", r."courseId", $2::timestamp, $2::timestamp
     FROM jsonb_to_recordset($1::jsonb)
       r("id" text, "courseId" text, "position" int, "isPublished" boolean)`,
    rows.chapters,
  );
  await insert(
    `INSERT INTO "UserProgress" ("id","userId","chapterId","isCompleted","createdAt","updatedAt")
     SELECT r."id", r."userId", r."chapterId", r."isCompleted", $2::timestamp, r."at"::timestamp
     FROM jsonb_to_recordset($1::jsonb)
       r("id" text, "userId" text, "chapterId" text, "isCompleted" boolean, "at" text)`,
    rows.progress,
  );
  await insert(
    `INSERT INTO "Purchase" ("id","userId","courseId","createdAt","updatedAt")
     SELECT r."id", r."userId", r."courseId", $2::timestamp, $2::timestamp
     FROM jsonb_to_recordset($1::jsonb) r("id" text, "userId" text, "courseId" text)`,
    rows.purchases,
  );
}

/** What each learner should have, computed from the rows in the plainest way. */
export function expectedTotals(
  rows: LegacyRows,
  reward: { readonly chapter: (id: string) => number; readonly course: (id: string) => number },
): ReadonlyMap<string, number> {
  const published = rows.chapters.filter((chapter) => chapter.isPublished);
  const totals = new Map<string, number>();
  const completed = new Map<string, Set<string>>();
  for (const row of rows.progress) {
    const done = completed.get(row.userId) ?? new Set();
    if (row.isCompleted) done.add(row.chapterId);
    completed.set(row.userId, done);
  }
  for (const [user, done] of completed) {
    const chapters = published.filter((chapter) => done.has(chapter.id));
    const courses = rows.courses.filter((course) => {
      const own = published.filter((chapter) => chapter.courseId === course.id);
      return own.length > 0 && own.every((chapter) => done.has(chapter.id));
    });
    const sum = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0);
    totals.set(
      user,
      sum(chapters.map((chapter) => reward.chapter(chapter.id))) +
        sum(courses.map((course) => reward.course(course.id))),
    );
  }
  return totals;
}
