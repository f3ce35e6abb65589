import type { RowStore } from '../journal/row-store';
import type { WritableDb } from '../storage/database';
import { recomputeUserXp } from '../xp/repository';
import { toFacts } from './local/event-facts';
import { recordEvent } from './local/event-repository';
import { rebuildHidden } from './local/hidden-rows';
import { changeOutbox, type OutboxRow } from './local/outbox-repository';
import { rebuildRow } from './local/rebuild-row';
import { dropOverruledGrade } from './local/submission-changes';

/**
 * Gives operations up: they are never sent, what a person sees is what is left without them, and a
 * whole copy of each goes into the events, so that nothing is lost. `at` is ISO-8601. Newest first,
 * so that what was put under a row goes before it.
 */
export function discardOperations(
  db: WritableDb,
  rows: RowStore,
  ops: readonly OutboxRow[],
  at: string,
): void {
  for (const op of ops.toReversed()) {
    const { table, key, fields, base } = op;
    giveUp(db, op, at);
    rebuildRow(db, rows, table, key);
    if (table === 'AssignmentSubmission') dropOverruledGrade(db, key);
    const learner = table === 'XPTransaction' ? (fields.userId ?? base?.userId) : undefined;
    if (typeof learner === 'string') recomputeUserXp(db, [learner], at);
  }
  // A removal that is given up brings back what was under the row, also what others put there.
  rebuildHidden(db, rows, new Set(ops.map(({ table }) => table)));
}

/** Never sends an operation any more, and keeps a whole copy of it; the rows are left as they are. */
export function giveUp(db: WritableDb, op: OutboxRow, at: string): void {
  const { opId, groupId, table, key, kind, fields, base, reason, detail } = op;
  changeOutbox(db, opId, { state: 'discarded' }, at);
  const whole = { op: opId, action: groupId, table, id: key, kind, fields, base, reason, detail };
  recordEvent(db, 'discarded', toFacts(whole), at);
}
