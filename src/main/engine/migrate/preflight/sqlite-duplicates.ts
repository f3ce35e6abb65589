import type BetterSqlite3 from 'better-sqlite3';
import type { Catalogue } from '../sqlite-catalogue';
import { blocker, type Preflight } from './complaint';

const samplesKept = 5;

type Duplicate = {
  readonly userId: string;
  readonly chapterId: string;
  readonly times: number;
  readonly pairs: number;
};

/** Learners who have a chapter more than once, counted where no unique index rules that out. */
export function sqliteDuplicates(
  connection: BetterSqlite3.Database,
  catalogue: Catalogue,
): Partial<Preflight> {
  const table = catalogue.get('UserProgress');
  const names = new Set(table?.columns.map((column) => column.name));
  if (!names.has('userId') || !names.has('chapterId')) return {};
  const isUnique = table?.indexes.some(
    ({ unique, partial, columns }) =>
      unique && !partial && columns.toSorted().join() === 'chapterId,userId',
  );
  if (isUnique) return {};
  const rows = connection
    .prepare(
      `SELECT "userId", "chapterId", count(*) AS "times", count(*) OVER () AS "pairs"
       FROM "UserProgress" GROUP BY "userId", "chapterId" HAVING count(*) > 1
       ORDER BY "times" DESC, "userId", "chapterId" LIMIT ${samplesKept}`,
    )
    .all() as Duplicate[]; // as selected
  const [first] = rows;
  if (!first) return {};
  const samples = rows.map(
    ({ userId, chapterId, times }) => `learner ${userId} has chapter ${chapterId} ${times} times`,
  );
  return {
    complaints: [
      blocker(
        'duplicates',
        'UserProgress (userId, chapterId)',
        `${first.pairs} pairs of learner and chapter are there more than once: ${samples.join(', ')}${first.pairs > rows.length ? ', …' : ''}.`,
        'Keep one row of each pair, the completed one, then make the index UserProgress_userId_chapterId_key unique again.',
      ),
    ],
  };
}
