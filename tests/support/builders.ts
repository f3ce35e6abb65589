import type { TestEngine } from './engine';

type Value = string | number | null;
type Row = { readonly [column: string]: Value };

const at = '2026-01-05T08:00:00.000Z';

/**
 * Puts rows into a workspace as the web application or a sync would: with sensible defaults, any
 * column of which the test can set. Each returns the id of the row.
 */
export function builders({ sql }: Pick<TestEngine, 'sql'>) {
  let made = 0;
  const insert = (table: string, defaults: Row, given: Row): string => {
    made += 1;
    const row: Row = { id: `${table.toLowerCase()}-${made}`, ...defaults, ...given };
    const names = Object.keys(row);
    const columns = names.map((name) => `"${name}"`).join(', ');
    sql
      .prepare(`INSERT INTO "${table}" (${columns}) VALUES (${names.map(() => '?').join(', ')})`)
      .run(...names.map((name) => row[name]));
    return String(row.id);
  };
  return {
    category: (row: Row = {}) => insert('Category', { name: `Category ${made}` }, row),
    course: (row: Row = {}) =>
      insert('Course', { title: 'Thermodynamics', createdById: 'ada', updatedAt: at }, row),
    chapter: (courseId: string, row: Row = {}) =>
      insert(
        'Chapter',
        { title: 'Heat', position: 1, isPublished: 1, courseId, updatedAt: at },
        row,
      ),
    quiz: (row: Row = {}) => insert('Quiz', { title: 'Heat, week 1', updatedAt: at }, row),
    question: (quizId: string, row: Row = {}) =>
      insert('Question', { quizId, ...trueFalse, order: 1, points: 2 }, row),
    attempt: (quizId: string, userId: string, row: Row = {}) =>
      insert('QuizAttempt', { quizId, userId, answers: '{}', score: 1, totalPoints: 2 }, row),
    assignment: (row: Row = {}) =>
      insert('Assignment', { title: 'Report', description: 'Write one.', updatedAt: at }, row),
    submission: (assignmentId: string, userId: string, row: Row = {}) =>
      insert('AssignmentSubmission', { assignmentId, userId, content: 'My report' }, row),
    progress: (chapterId: string, userId: string, row: Row = {}) =>
      insert('UserProgress', { chapterId, userId, isCompleted: 1, updatedAt: at }, row),
    purchase: (courseId: string, userId: string, row: Row = {}) =>
      insert('Purchase', { courseId, userId, updatedAt: at }, row),
    person: (userId: string, name: string, email: string | null = null) => {
      sql
        .prepare('INSERT INTO lectern_person (user_id, name, email, source) VALUES (?, ?, ?, ?)')
        .run(userId, name, email, 'test');
      return userId;
    },
  };
}

/** A question that every schema accepts, for tests that are not about its type. */
export const trueFalse = {
  type: 'true_false',
  question: 'Heat flows from hot to cold.',
  options: '{}',
  correctAnswer: '{"value":true}',
} as const;

/** The same question as an editor sends it. */
export const trueFalseInput = {
  type: 'true_false',
  question: 'Heat flows from hot to cold.',
  options: {},
  correctAnswer: { value: true },
  points: 2,
};

/** Which columns a dump leaves out: those the program sets by itself with each change. */
const stamps = new Set(['updatedAt', 'updated_at']);

/** Every row of the tables as text, sorted; equal texts mean equal workspaces. */
export function dump(
  { sql }: Pick<TestEngine, 'sql'>,
  tables: readonly string[],
  options: { readonly stamps: boolean } = { stamps: false },
): string {
  return tables
    .flatMap((table) =>
      sql
        .prepare(`SELECT * FROM "${table}"`)
        .all()
        .map((row) => {
          const entries = Object.entries(row as Row); // columns of a table of ours
          const kept = entries.filter(([name]) => options.stamps || !stamps.has(name));
          return `${table} ${JSON.stringify(Object.fromEntries(kept))}`;
        })
        .sort(),
    )
    .join('\n');
}

/** The tables of the plan that hold what people work on. */
export const planTables = [
  'Assignment',
  'AssignmentSubmission',
  'Category',
  'Chapter',
  'Course',
  'Question',
  'Quiz',
  'QuizAttempt',
  'UserProgress',
  'UserXP',
  'XPTransaction',
] as const;

/** Tables of Lectern's own that belong to rows of the plan. */
export const ownTables = [
  'lectern_grade',
  'lectern_late_policy',
  'lectern_person',
  'lectern_question_score',
  'lectern_question_source',
] as const;
