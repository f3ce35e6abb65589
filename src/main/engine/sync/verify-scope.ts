import type { ReadableDb } from '../storage/database';
import { mirroredLearners } from './local/learner-repository';
import { mirroredCourses } from './local/scope-repository';
import type { SyncState } from './local/state-repository';
import type { Readers } from './remote/read-rows';
import type { ServerFacts } from './remote/server-facts';
import { comparisonOf, type Comparison } from './row-text';
import type { SyncTable } from './sync-table';
import { syncTables } from './tables';
import type { ServerColumns } from './remote/convert';

/** A table that can be compared, with what of it should be here. */
export type ComparedTable = {
  readonly comparison: Comparison;
  readonly columns: ServerColumns;
  readonly scope: Readers;
  /** The courses to look at here, while others are still being copied; null: every row here. */
  readonly coursesHere: readonly string[] | null;
};

/** What this workspace should hold. */
type MirrorScope = Readers & {
  /** Courses whose first copy is not complete. */
  readonly isSeeding: boolean;
};

/**
 * The tables that both sides have and that should be equal: all, or those of `only`. A table that
 * the server lacks, whose key it lacks, or that this log-in may not read is left out.
 */
export function comparedTables(
  db: ReadableDb,
  facts: ServerFacts,
  state: Pick<SyncState, 'includePeople' | 'userId'>,
  only?: readonly string[],
): readonly ComparedTable[] {
  const scope = readMirrorScope(db, state);
  return syncTables.flatMap((table): readonly ComparedTable[] => {
    if (only && !only.includes(table.name)) return [];
    const found = facts.tables.get(table.name);
    if (!found?.exists || !found.privileges.select || !isHeld(table, state, scope)) return [];
    const comparison = comparisonOf(table, found.columns);
    if (found.columns[table.key] === undefined) return [];
    if (found.columns[comparison.by] === undefined) return [];
    const coursesHere = scope.isSeeding && table.part === 'course' ? scope.courses : null;
    return [{ comparison, columns: found.columns, scope, coursesHere }];
  });
}

/** While a course is being copied nobody knows whose learners' ledgers should be here. */
function isHeld(
  table: SyncTable,
  { includePeople }: Pick<SyncState, 'includePeople'>,
  { isSeeding }: MirrorScope,
): boolean {
  if (table.name === 'lectern_person') return includePeople;
  return table.part !== 'learner' || !isSeeding;
}

/** The courses that are copied whole and the learners in them; null for an administrator's all. */
function readMirrorScope(db: ReadableDb, { userId }: Pick<SyncState, 'userId'>): MirrorScope {
  const found = mirroredCourses(db);
  const isSeeding = found.some(({ state }) => state !== 'ready');
  if (userId === null) return { courses: null, learners: null, isSeeding };
  const courses = found.filter(({ state }) => state === 'ready').map(({ courseId }) => courseId);
  return { courses, learners: mirroredLearners(db), isSeeding };
}
