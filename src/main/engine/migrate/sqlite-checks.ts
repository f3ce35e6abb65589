import type BetterSqlite3 from 'better-sqlite3';
import type { Catalogue } from './sqlite-catalogue';
import { quoted } from './sqlite-catalogue';
import { newestEvent } from './sqlite-history';
import { untouchedSchema } from './untouched';
import type { Complaints } from './verify-result';

/** Tables of the plan that hold user ids, and where a user id counts as known. */
const tablesWithUsers = [
  'UserXP',
  'XPTransaction',
  'UserAchievement',
  'UserStreak',
  'QuizAttempt',
  'AssignmentSubmission',
  'Certificate',
];
const knownUsers: readonly (readonly [table: string, column: string])[] = [
  ['UserProgress', 'userId'],
  ['Purchase', 'userId'],
  ['StripeCustomer', 'userid'],
  ['Course', 'createdById'],
  ['lectern_person', 'user_id'],
];

/** User ids that no other table knows: there is no user table to refer to. */
export function checkOrphanUsers(
  connection: BetterSqlite3.Database,
  catalogue: Catalogue,
  complaints: Complaints,
): void {
  const known = knownUsers
    .filter(([table]) => catalogue.has(table))
    .map(([table, column]) => `SELECT ${quoted(column)} FROM ${quoted(table)}`);
  for (const table of tablesWithUsers.filter((name) => catalogue.has(name))) {
    const rows = connection
      .prepare(
        `SELECT DISTINCT "userId" FROM ${quoted(table)} EXCEPT SELECT * FROM (${known.join(' UNION ')})`,
      )
      .pluck();
    for (const userId of rows.iterate()) {
      complaints.add('no_orphan_user', `${table}: learner ${String(userId)} is unknown elsewhere`);
    }
  }
}

/** Rows whose foreign key points nowhere. */
export function checkForeignKeys(connection: BetterSqlite3.Database, complaints: Complaints): void {
  const rows = connection.prepare(
    'SELECT "table" AS child, "rowid" AS "row", "parent" FROM pragma_foreign_key_check',
  );
  for (const found of rows.iterate()) {
    const { child, row, parent } = found as { child: string; row: number; parent: string }; // as selected
    complaints.add('foreign_keys_valid', `${child} row ${row} refers to no row of ${parent}`);
  }
}

/** Repeats what the last `up` found when it compared the LMS's rows before and after. */
export function checkUntouched(connection: BetterSqlite3.Database, complaints: Complaints): void {
  const stored = untouchedSchema.safeParse(newestEvent(connection, 'untouched'));
  if (!stored.success) {
    const text = 'No run has compared yet: the steps were applied to an empty database.';
    complaints.inform('existing_tables_untouched', text);
    return;
  }
  if (!stored.data.ok) {
    for (const sample of stored.data.samples) complaints.add('existing_tables_untouched', sample);
    return;
  }
  const rows = Object.values(stored.data.rows).reduce((sum, count) => sum + count, 0);
  complaints.inform('existing_tables_untouched', `${rows} rows compared by the last run.`);
}

/** Completions that have no award: earned since the back-fill, or published since. */
export function informPendingAwards(
  connection: BetterSqlite3.Database,
  complaints: Complaints,
): void {
  const rows = connection.prepare(pendingAwardsSql).all() as { learner: string; source: string }[]; // as selected
  const text =
    rows.length === 0
      ? 'No completion waits for its award.'
      : `${rows.length} completions wait for their award; xp catch-up makes it.`;
  complaints.inform(
    'pending_awards',
    text,
    rows.slice(0, 10).map((row) => `${row.learner}: ${row.source}`),
  );
}

const pendingAwardsSql = `
  SELECT p."userId" AS learner, 'chapter ' || c."id" AS source
  FROM "UserProgress" p
  JOIN "Chapter" c ON c."id" = p."chapterId" AND c."isPublished" = 1
  WHERE p."isCompleted" = 1
    AND NOT EXISTS (SELECT 1 FROM "XPTransaction" t WHERE t."userId" = p."userId"
                    AND t."sourceType" = 'chapter' AND t."sourceId" = c."id")
  UNION ALL
  SELECT p."userId", 'course ' || c."courseId"
  FROM "UserProgress" p
  JOIN "Chapter" c ON c."id" = p."chapterId" AND c."isPublished" = 1
  WHERE p."isCompleted" = 1
  GROUP BY p."userId", c."courseId"
  HAVING count(DISTINCT c."id") = (SELECT count(*) FROM "Chapter" n
                                   WHERE n."courseId" = c."courseId" AND n."isPublished" = 1)
     AND NOT EXISTS (SELECT 1 FROM "XPTransaction" t WHERE t."userId" = p."userId"
                     AND t."sourceType" = 'course' AND t."sourceId" = c."courseId")`;
