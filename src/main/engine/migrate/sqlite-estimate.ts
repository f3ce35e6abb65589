import type BetterSqlite3 from 'better-sqlite3';
import { missingLmsTables } from './lms-tables';
import { backfillStep, isBatched, type Step } from './step';

/**
 * Rows a step is going to write, as far as can be told beforehand. A schema step writes none: new
 * columns have constant defaults, which SQLite keeps in the schema.
 */
export function estimateRows(connection: BetterSqlite3.Database, step: Step): number {
  if (!isBatched(step) || missingLmsTables(connection).length > 0) return 0;
  const sql =
    step.name === backfillStep
      ? `SELECT count(*) FROM "UserProgress" p JOIN "Chapter" c ON c."id" = p."chapterId"
         WHERE p."isCompleted" = 1 AND c."isPublished" = 1`
      : 'SELECT count(DISTINCT "userId") FROM "UserProgress"';
  return Number(connection.prepare(sql).pluck().get());
}
