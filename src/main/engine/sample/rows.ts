import type { Insertable } from 'kysely';
import type { Schema } from '../storage/schema.generated';

export type SampleTable = keyof Schema;

/** A row about to be stored; columns with a default may be left out. */
export type RowOf<Table extends SampleTable> = Insertable<Schema[Table]>;

/** The rows of one table. */
export type TableRows = {
  [Table in SampleTable]: readonly [Table, readonly RowOf<Table>[]];
}[SampleTable];
