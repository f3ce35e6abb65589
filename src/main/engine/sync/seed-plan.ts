import { inBatches } from '../../../shared/kernel/in-batches';
import { addLearner, ledgerTableNames, learnersWithoutLedger } from './local/learner-repository';
import { addPart, listParts } from './local/part-repository';
import { everyCourse } from './local/scope-repository';
import type { SyncSession } from './session';
import type { SyncTable } from './sync-table';
import { syncTables } from './tables';

/** Small courses share a statement; a chunk never has more rows than its limit. */
const coursesTogether = 8;
const learnersTogether = 500;

/**
 * Plans the copy of these courses, and of the tables that belong to no course when it is the first.
 * What is planned already stays as far as it is.
 */
export function planCourses(session: SyncSession, courseIds: readonly string[]): void {
  const { workspace } = session.context;
  const isFirst = session.state().phase === 'seeding';
  const planned = new Set(listParts(workspace.read).flatMap(({ of }) => of ?? [everyCourse]));
  const isAdministrator = courseIds.includes(everyCourse);
  const fresh = courseIds.filter((id) => id !== everyCourse && !planned.has(id));
  workspace.write((db) => {
    for (const table of present(session)) {
      if (table.part === 'course' && !isAdministrator) {
        for (const group of inBatches(fresh, coursesTogether)) addPart(db, table.name, group);
      } else if (isAdministrator || (isFirst && table.part === 'all')) {
        addPart(db, table.name, null);
      }
    }
  });
}

/** Plans the ledgers of learners who are new in these courses; false when there are none. */
export function planLedgers(session: SyncSession): boolean {
  const { workspace } = session.context;
  if (session.state().userId === null) return false;
  const learners = learnersWithoutLedger(workspace.read);
  if (learners.length === 0) return false;
  const tables = present(session).filter(({ name }) => ledgerTableNames.includes(name));
  workspace.write((db) => {
    for (const group of inBatches(learners, learnersTogether)) {
      for (const table of tables) addPart(db, table.name, group);
    }
    for (const learner of learners) addLearner(db, learner);
  });
  return true;
}

/** The tables that the server has and this workspace wants. */
function present({ facts, state }: SyncSession): readonly SyncTable[] {
  return syncTables.filter(
    ({ name }) =>
      facts.tables.get(name)?.exists === true &&
      (name !== 'lectern_person' || state().includePeople),
  );
}
