import type { Client } from 'pg';

/** Rows of UserProgress in the benchmarks of sync. */
export const progressRows = Number(process.env.LECTERN_BENCH_PROGRESS ?? 1_000_000);

const courses = 50;
const chaptersPerCourse = 10;

/** Fills an LMS: 50 courses of 10 chapters, each learner in 20 chapters. */
export async function fillProgress(admin: Client, rows: number): Promise<void> {
  await admin.query(`
    INSERT INTO "Course" ("id","createdById","title","isPublished","updatedAt")
      SELECT 'course-' || lpad(n::text, 3, '0'), 'teacher-' || n % 5, 'Course ' || n, true, '2025-01-01'
      FROM generate_series(0, ${courses - 1}) n;
    INSERT INTO "Chapter" ("id","title","position","isPublished","courseId","updatedAt")
      SELECT 'chapter-' || lpad((c * ${chaptersPerCourse} + p)::text, 4, '0'), 'Chapter ' || p, p, true,
        'course-' || lpad(c::text, 3, '0'), '2025-01-01'
      FROM generate_series(0, ${courses - 1}) c, generate_series(0, ${chaptersPerCourse - 1}) p`);
  await admin.query(`
    INSERT INTO "UserProgress" ("id","userId","chapterId","isCompleted","createdAt","updatedAt")
      SELECT 'progress-' || lpad(n::text, 9, '0'), 'user-' || lpad((n / 20)::text, 7, '0'),
        'chapter-' || lpad(((n % 20) * 25 + (n / 20) % 25)::text, 4, '0'), n % 4 <> 0,
        '2025-01-01'::timestamp + n * interval '1 second', '2025-02-01'::timestamp + n * interval '1 second'
      FROM generate_series(0, ${rows - 1}) n`);
  await admin.query('VACUUM ANALYZE');
}

/** The same rows as a workspace stores them, made without a server. */
export function progressValues(rows: number): readonly (readonly string[])[] {
  const created = Date.parse('2025-01-01T00:00:00.000Z');
  const updated = Date.parse('2025-02-01T00:00:00.000Z');
  return Array.from({ length: rows }, (_, n) => {
    const learner = Math.floor(n / 20);
    return [
      `progress-${String(n).padStart(9, '0')}`,
      `user-${String(learner).padStart(7, '0')}`,
      `chapter-${String((n % 20) * 25 + (learner % 25)).padStart(4, '0')}`,
      n % 4 === 0 ? '0' : '1',
      new Date(created + n * 1000).toISOString(),
      new Date(updated + n * 1000).toISOString(),
    ];
  });
}
