import { standingFor } from '../../../../shared/domain/ledger/level';
import type { Fields } from '../../../../shared/domain/sync/values';
import type { PgClient } from '../../connections/postgres-connection';
import { insertRows, type WriteTarget } from './write-rows';

/** An award to make sure of or to take back. */
export type AwardChange = { readonly kind: 'insert' | 'delete'; readonly fields: Fields };

/**
 * Makes sure of awards and takes others back, in the order given, then derives UserXP of these
 * learners from the ledger. An award that is there for the same source stays as it is. The rows of
 * UserXP are locked first, so that two who award the same learner add up.
 */
export async function writeAwards(
  client: PgClient,
  target: WriteTarget,
  changes: readonly AwardChange[],
): Promise<void> {
  const learners = [...new Set(changes.map(({ fields }) => String(fields.userId)))].sort();
  await lockStandings(client, learners);
  for (const run of runsOf(changes)) {
    const rows = run.map(({ fields }) => fields);
    if (run[0]?.kind === 'insert') await insertRows(client, target, rows, 'ON CONFLICT DO NOTHING');
    else await removeAwards(client, rows);
  }
  await derive(client, learners);
}

async function lockStandings(client: PgClient, learners: readonly string[]): Promise<void> {
  await client.query(
    `INSERT INTO "UserXP" ("id", "userId", "createdAt", "updatedAt")
     SELECT 'xp:' || u, u, now(), now() FROM unnest($1::text[]) u ON CONFLICT ("userId") DO NOTHING`,
    [learners],
  );
  await client.query(
    'SELECT 1 FROM "UserXP" WHERE "userId" = ANY($1::text[]) ORDER BY "userId" FOR UPDATE',
    [learners],
  );
}

async function removeAwards(client: PgClient, rows: readonly Fields[]): Promise<void> {
  await client.query(
    `DELETE FROM "XPTransaction" t USING json_to_recordset($1::json)
         AS r("id" text, "userId" text, "sourceType" text, "sourceId" text)
      WHERE t."userId" = r."userId" AND t."sourceType" = r."sourceType"
        AND (t."sourceId" = r."sourceId" OR t."id" = r."id")`,
    [JSON.stringify(rows)],
  );
}

async function derive(client: PgClient, learners: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ readonly u: string; readonly xp: number }>(
    `SELECT u, coalesce(sum(t."amount"), 0)::float8 AS xp
       FROM unnest($1::text[]) u LEFT JOIN "XPTransaction" t ON t."userId" = u GROUP BY u`,
    [learners],
  );
  const standings = rows.map(({ u, xp }) => ({ u, ...standingFor(xp) }));
  await client.query(
    `UPDATE "UserXP" x
        SET "totalXP" = r."totalXP", "level" = r."level", "currentLevelXP" = r."currentLevelXP",
            "updatedAt" = now()
       FROM json_to_recordset($1::json)
         AS r("u" text, "totalXP" int, "level" int, "currentLevelXP" int)
      WHERE x."userId" = r."u" AND (x."totalXP", x."level", x."currentLevelXP")
            IS DISTINCT FROM (r."totalXP", r."level", r."currentLevelXP")`,
    [JSON.stringify(standings)],
  );
}

function runsOf(changes: readonly AwardChange[]): readonly (readonly AwardChange[])[] {
  const runs: AwardChange[][] = [];
  for (const change of changes) {
    const last = runs.at(-1);
    if (last?.[0]?.kind === change.kind) last.push(change);
    else runs.push([change]);
  }
  return runs;
}
