import type { ReadableDb } from '../storage/database';
import { countEverybody } from './everybody-repository';

/** How many learners the list of people has; works on whatever tables are present. */
export function countPeople(db: ReadableDb, present: ReadonlySet<string>): number {
  return countEverybody(db, present);
}
