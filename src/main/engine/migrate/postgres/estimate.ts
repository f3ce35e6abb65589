import type { PgClient } from '../../connections/postgres-connection';
import { backfillStep, isBatched, type Step } from '../step';
import { missingLmsTables } from './apply-step';

/** What a batched step is going to write, and about how long it takes. */
export type Estimate = { readonly rows: number; readonly ms: number | null };

/**
 * Rows a step is going to write, as far as can be told beforehand, and for a back-fill about how
 * many milliseconds it takes on this server: what reading the same rows took, times what writing
 * them costs more. A schema step writes none: new columns have constant defaults, which Postgres
 * keeps in the catalogue.
 */
export async function estimateStep(
  client: PgClient,
  step: Step,
  now: () => number,
): Promise<Estimate> {
  if (!isBatched(step)) return { rows: 0, ms: null };
  if ((await missingLmsTables(client)).length > 0) return { rows: 0, ms: null };
  const startedMs = now();
  const isBackfill = step.name === backfillStep;
  const sql = isBackfill
    ? completionsSql
    : 'SELECT count(DISTINCT "userId") AS "rows" FROM "UserProgress"';
  const { rows } = await client.query<{ rows: number }>(sql);
  const count = Number(rows[0]?.rows ?? 0);
  const readMs = now() - startedMs;
  return { rows: count, ms: Math.round(Math.max(readMs * writingCosts, count * leastPerRowMs)) };
}

/** A ledger row with its three indexes and its foreign key against reading its cause (measured). */
const writingCosts = 25;
const leastPerRowMs = 0.01;

const completionsSql = `
SELECT count(*) AS "rows"
FROM "UserProgress" p JOIN "Chapter" c ON c."id" = p."chapterId"
WHERE p."isCompleted" AND c."isPublished"`;
