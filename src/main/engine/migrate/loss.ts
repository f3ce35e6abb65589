import type BetterSqlite3 from 'better-sqlite3';
import type { StepSet } from './load-steps';
import { quoted, readCatalogue, stepEffects, type Catalogue, type Table } from './sqlite-catalogue';
import type { Step } from './step';

/** Rows (by table) or customised values (by table.column) that a rollback would lose. */
export type LossCounts = { readonly [object: string]: number };

/** One part of a loss: which rows of which table, and for a column which values. */
export type LossPart = {
  /** `Quiz`, or `Course.xpReward`. */
  readonly object: string;
  readonly table: string;
  readonly column: string | null;
  /** SQL condition that picks what would be lost. */
  readonly where: string;
};

/**
 * What reverting these steps would lose. Rows that `up` makes again (back-filled awards, and
 * UserXP rows that hold nothing else) are no loss. Rows of other tables that go with a dropped
 * one because they refer to it are.
 */
export function lossParts(
  connection: BetterSqlite3.Database,
  set: StepSet,
  steps: readonly Step[],
): readonly LossPart[] {
  const effects = stepEffects(set);
  const catalogue = readCatalogue(connection);
  const dropped = steps.flatMap((step) => effects.get(step.name)?.tables ?? []);
  const columns = steps.flatMap((step) => effects.get(step.name)?.columns ?? []);
  const present = dropped.filter((name) => catalogue.has(name) && !isBookkeeping(name));
  return [
    ...present.map((table) => wholeTable(table, catalogue)),
    ...dependants(catalogue, new Set(dropped)),
    ...columns
      .filter(({ table, column }) => hasColumn(catalogue, table, column.name))
      .map(({ table, column }) => ({
        object: `${table}.${column.name}`,
        table,
        column: column.name,
        where: `${quoted(column.name)} IS NOT ${column.fallback ?? 'NULL'}`,
      })),
  ];
}

/** Counts each part; parts without loss are left out. */
export function countLoss(
  connection: BetterSqlite3.Database,
  parts: readonly LossPart[],
): LossCounts {
  const counts: Record<string, number> = {};
  for (const part of parts) {
    const sql = `SELECT count(*) FROM ${quoted(part.table)} WHERE ${part.where}`;
    const rows = Number(connection.prepare(sql).pluck().get());
    if (rows > 0) counts[part.object] = rows;
  }
  return counts;
}

/** Made by step 014 for itself: `up` makes it again. */
function isBookkeeping(table: string): boolean {
  return table === 'lectern_backfill_reward';
}

function wholeTable(table: string, catalogue: Catalogue): LossPart {
  return { object: table, table, column: null, where: notMadeAgain(table, catalogue) };
}

const backfilled = `("id" LIKE 'backfill:chapter:%' OR "id" LIKE 'backfill:course:%')`;

function notMadeAgain(table: string, catalogue: Catalogue): string {
  if (table === 'XPTransaction') return `NOT ${backfilled}`;
  if (table !== 'UserXP') return 'true';
  // Without the ledger the total is all that tells whether something was earned.
  const earned = catalogue.has('XPTransaction')
    ? `"userId" IN (SELECT "userId" FROM "XPTransaction" WHERE NOT ${backfilled})`
    : `"totalXP" > 0`;
  return `("id" NOT LIKE 'backfill:user:%' OR ${earned})`;
}

/** Rows elsewhere that the schema removes with a dropped table, also through other such rows. */
function dependants(catalogue: Catalogue, dropped: ReadonlySet<string>): readonly LossPart[] {
  const gone = new Set(dropped);
  const parts: LossPart[] = [];
  for (;;) {
    const next = [...catalogue.values()].find(
      (table) => !gone.has(table.name) && cascades(table).some((key) => gone.has(key.target)),
    );
    if (!next) return parts;
    gone.add(next.name);
    const columns = cascades(next).filter((key) => dropped.has(key.target));
    const where = columns.map((key) => `${quoted(key.column)} IS NOT NULL`).join(' OR ');
    // Further down the chain everything that hangs on lost rows is counted whole.
    parts.push({ object: next.name, table: next.name, column: null, where: where || 'true' });
  }
}

function cascades(table: Table): Table['foreignKeys'] {
  return table.foreignKeys.filter((key) => key.onDelete === 'CASCADE');
}

function hasColumn(catalogue: Catalogue, table: string, column: string): boolean {
  return catalogue.get(table)?.columns.some((candidate) => candidate.name === column) ?? false;
}
