import type { ReadableDb } from '../storage/database';
import { tableNames } from './repository';

/** The tables of the present step: what a migration took back is not among them. */
export function presentTables(db: ReadableDb): ReadonlySet<string> {
  return new Set(tableNames(db));
}
