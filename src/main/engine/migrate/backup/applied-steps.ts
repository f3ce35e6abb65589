import type { PgClient } from '../../connections/postgres-connection';

/** Names of the steps that stand in the history, also half applied ones; empty without a history. */
export async function appliedSteps(client: PgClient): Promise<readonly string[]> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('lectern.migration_history') IS NOT NULL AS there`,
  );
  if (found[0]?.there !== true) return [];
  const { rows } = await client.query<{ step: string }>(
    'SELECT step FROM lectern.migration_history ORDER BY step',
  );
  return rows.map((row) => row.step);
}
