import type { Compilable, InsertQueryBuilder } from 'kysely';
import { inBatches } from '../../../shared/kernel/in-batches';
import type { WritableDb } from '../storage/database';
import type { Schema } from '../storage/schema.generated';
import type { RowOf, SampleTable, TableRows } from './rows';

/** Rows per statement: enough to make compiling cheap, well below SQLite's limit of parameters. */
const batchSize = 200;

/** Stores the rows of one table. */
function insertRows<Table extends SampleTable>(
  db: WritableDb,
  table: Table,
  rows: readonly RowOf<Table>[],
): void {
  for (const batch of inBatches(rows, batchSize)) db.run(insertion(db, table, batch));
}

function insertion<Table extends SampleTable>(
  db: WritableDb,
  table: Table,
  rows: readonly RowOf<Table>[],
): Compilable<unknown> {
  // Seam: for a table that is only known as a type parameter the compiler does not see that a row
  // of it is what its own insert takes; `RowOf` is that very type.
  const into = db.from.insertInto(table) as unknown as InsertQueryBuilder<Schema, Table, unknown>;
  return into.values(rows as never);
}

/** Stores the rows of one table after another; parents must come before their children. */
export function insertTables(db: WritableDb, tables: readonly TableRows[]): void {
  for (const [table, rows] of tables) insertRows(db, table, rows);
}
