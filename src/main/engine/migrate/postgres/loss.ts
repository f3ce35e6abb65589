import type { PgClient } from '../../connections/postgres-connection';
import type { LossCounts, LossPart } from '../loss';
import type { Step } from '../step';
import { lecternDependants } from './lectern-dependants';
import { tableSql } from './named-checks';
import { noObjects, type SchemaObjects, type StepObjects } from './schema-objects';

/** Made by step 014 for itself: `up` makes it again. */
const bookkeeping = 'lectern.backfill_reward';

/**
 * What reverting these steps would lose, as SQL conditions. Rows that `up` makes again (back-filled
 * awards, and UserXP rows that hold nothing else) are no loss. Rows of Lectern's own tables that
 * belong to a dropped one are.
 */
export function lossPartsOf(
  objects: StepObjects,
  found: SchemaObjects,
  steps: readonly Step[],
): readonly LossPart[] {
  const added = steps.map((step) => objects[step.name] ?? noObjects);
  const dropped = added.flatMap((one) => one.tables).filter((table) => table !== bookkeeping);
  const present = dropped.filter((table) => found.tables.includes(table));
  const columns = added.flatMap((one) =>
    one.columns.filter((column) => !one.tables.includes(column.table)),
  );
  return [
    ...present.map((table) => whole(table, notMadeAgain(table, found))),
    ...lecternDependants(found, present).map(({ table, column }) =>
      whole(table, `${column} IS NOT NULL`),
    ),
    ...columns
      .filter(({ table, name }) =>
        found.columns.some((column) => column.table === table && column.name === name),
      )
      .map(({ table, name, fallback }) => ({
        object: `${table}.${name}`,
        table,
        column: name,
        where: `"${name}" IS DISTINCT FROM ${fallback ?? 'NULL'}`,
      })),
  ];
}

function whole(table: string, where: string): LossPart {
  return { object: table, table, column: null, where };
}

const backfilled = `("id" LIKE 'backfill:chapter:%' OR "id" LIKE 'backfill:course:%')`;

function notMadeAgain(table: string, found: SchemaObjects): string {
  if (table === 'XPTransaction') return `NOT ${backfilled}`;
  if (table !== 'UserXP') return 'true';
  // Without the ledger the total is all that tells whether something was earned.
  const earned = found.tables.includes('XPTransaction')
    ? `"userId" IN (SELECT "userId" FROM "XPTransaction" WHERE NOT ${backfilled})`
    : `"totalXP" > 0`;
  return `("id" NOT LIKE 'backfill:user:%' OR ${earned})`;
}

/** Counts each part; parts without loss are left out. */
export async function countLossParts(
  client: PgClient,
  parts: readonly LossPart[],
): Promise<LossCounts> {
  const counts: Record<string, number> = {};
  for (const part of parts) {
    const { rows } = await client.query<{ count: number }>(
      `SELECT count(*) AS "count" FROM ${tableSql(part.table)} WHERE ${part.where}`,
    );
    const count = Number(rows[0]?.count ?? 0);
    if (count > 0) counts[part.object] = count;
  }
  return counts;
}
