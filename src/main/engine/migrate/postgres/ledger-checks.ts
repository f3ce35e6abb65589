import type { PgClient } from '../../connections/postgres-connection';
import { splitStatements } from '../statements';
import { backfillStep } from '../step';
import type { StepSet } from '../load-steps';
import type { Complaints } from '../verify-result';
import { addCounted, countComplaints } from './named-checks';
import type { SchemaObjects } from './schema-objects';

const rewardTable = 'lectern.backfill_reward';

/**
 * The verify file of the back-fill judges by what the back-fill recorded. Where there is no such
 * record, a query stands in: empty while the back-fill is still to come, and made of the present
 * columns for a database that somebody migrated by hand (`filled`).
 */
export async function checkLedger(
  client: PgClient,
  set: StepSet,
  found: SchemaObjects,
  filled: boolean,
  complaints: Complaints,
): Promise<void> {
  const step = set.steps.find((candidate) => candidate.name === backfillStep);
  if (!step) return;
  for (const statement of splitStatements(step.sql.verify)) {
    const sql = found.tables.includes(rewardTable)
      ? statement
      : withStandIn(statement, filled ? presentRewards(found) : noRewards);
    addCounted(complaints, await countComplaints(client, sql));
  }
}

/** The statement with a query in the place of the table. */
function withStandIn(statement: string, query: string): string {
  return statement
    .replaceAll(rewardTable, 'reward_stand_in')
    .replace(/\bWITH\b/, `WITH reward_stand_in AS (${query}),`);
}

const noRewards = `SELECT NULL::text AS kind, NULL::text AS source_id, NULL::text AS course_id,
  NULL::integer AS amount, NULL::timestamp AS recorded_at WHERE false`;

/** As step 014 would record it now. Before 011 and 012 the plan's own amounts hold. */
function presentRewards(found: SchemaObjects): string {
  const reward = (table: string, usual: number): string =>
    found.columns.some((column) => column.table === table && column.name === 'xpReward')
      ? `t."xpReward"`
      : String(usual);
  return `
  SELECT 'cutoff' AS kind, '' AS source_id, NULL::text AS course_id,
    (SELECT CAST(count(DISTINCT "userId") AS integer) FROM "UserProgress") AS amount,
    timezone('UTC', now()) AS recorded_at
  UNION ALL
  SELECT 'chapter', t."id", t."courseId", ${reward('Chapter', 50)}, timezone('UTC', now())
  FROM "Chapter" t WHERE t."isPublished"
  UNION ALL
  SELECT 'course', t."id", t."id", ${reward('Course', 200)}, timezone('UTC', now())
  FROM "Course" t WHERE EXISTS (
    SELECT 1 FROM "Chapter" h WHERE h."courseId" = t."id" AND h."isPublished")`;
}

/** Completions that have no award: earned since the back-fill, or published since. */
export async function informPendingAwards(client: PgClient, complaints: Complaints): Promise<void> {
  const { rows } = await client.query<{ pending: number; samples: string[] }>(pendingAwardsSql);
  const pending = Number(rows[0]?.pending ?? 0);
  const text =
    pending === 0
      ? 'No completion waits for its award.'
      : `${pending} completions wait for their award; xp catch-up makes it.`;
  complaints.inform('pending_awards', text, rows[0]?.samples ?? []);
}

const pendingAwardsSql = `
WITH "earned" AS (
  SELECT p."userId", c."id" AS "chapterId", c."courseId"
  FROM "UserProgress" p
  JOIN "Chapter" c ON c."id" = p."chapterId" AND c."isPublished"
  WHERE p."isCompleted"
),
"pending" AS MATERIALIZED (
  SELECT e."userId" AS learner, 'chapter ' || e."chapterId" AS source
  FROM "earned" e
  WHERE NOT EXISTS (SELECT 1 FROM "XPTransaction" t WHERE t."userId" = e."userId"
                    AND t."sourceType" = 'chapter' AND t."sourceId" = e."chapterId")
  UNION ALL
  SELECT f."userId", 'course ' || f."courseId"
  FROM (
    SELECT e."userId", e."courseId" FROM "earned" e
    GROUP BY e."userId", e."courseId"
    HAVING count(DISTINCT e."chapterId") = (SELECT count(*) FROM "Chapter" n
                                            WHERE n."courseId" = e."courseId" AND n."isPublished")
  ) f
  WHERE NOT EXISTS (SELECT 1 FROM "XPTransaction" t WHERE t."userId" = f."userId"
                    AND t."sourceType" = 'course' AND t."sourceId" = f."courseId")
)
SELECT (SELECT count(*) FROM "pending") AS "pending",
  ARRAY(SELECT learner || ': ' || source FROM "pending" LIMIT 10) AS "samples"`;
