import { pickFields, sameValue, type Fields } from '../../../shared/domain/sync/values';
import type { Edit } from '../journal/edit';
import { handleFor, type WritableDb } from '../storage/database';
import { describeRow } from './describe-row';
import { discardOperations } from './discard';
import {
  changeOutbox,
  lastingDetail,
  outboxOfGroup,
  pendingOnRow,
  type OutboxPatch,
  type OutboxRow,
} from './local/outbox-repository';
import { rebuildRow } from './local/rebuild-row';
import { noteResolved, tellServer } from './note-resolved';
import { theirsOf, type Resolving } from './resolving';
import { findSyncTable } from './tables';
import { tellingOfTakeBacks, type TakeBack } from './take-backs';
import { takenFields } from './taken';
import { waitingHere } from './waiting-here';

/** Decides a change that met another change of the same fields. */
export function resolveUpdate(resolving: Resolving): void {
  const { context, rows, op, choice } = resolving;
  const { workspace } = context;
  if (Object.keys(choice.other).length === 0) {
    workspace.write((db) => {
      settle(db, resolving);
      rebuildRow(db, rows, op.table, op.key);
    });
    return;
  }
  const title = describeRow(workspace.read, op.table, op.key, op.fields);
  const info = { name: 'sync.resolve', label: `conflict on ${title}` };
  const action = context.edit(info, (edit) => {
    // The same connection and the same transaction; the queue is no row of a person's.
    const db = handleFor(workspace.connection);
    const { overridden, takeBacks } = rebaseLater(db, resolving);
    settle(db, resolving);
    discardOperations(db, rows, tellingOfTakeBacks(db, rows, takeBacks), resolving.at);
    return writeChoice(edit, resolving, overridden) ? edit.actionId : undefined;
  });
  workspace.write((db) => {
    if (action !== undefined) setBase(db, resolving, action);
    // What else the operation had changed is the server's by now, or cannot be shown (its course is
    // gone): no pull would come by to see it.
    rebuildRow(db, rows, op.table, op.key);
  });
}

/** What becomes of the operation itself, and of what tells of it. */
function settle(db: WritableDb, resolving: Resolving): void {
  const { context, op, choice, at } = resolving;
  noteResolved(db, resolving);
  tellServer(db, resolving);
  const delivered = op.detail.delivered ?? [];
  const kept = pickFields(op.fields, [...choice.mine, ...companyOf(resolving), ...delivered]);
  if (choice.mine.length > 0) {
    // What the server has taken already is no change any more: it equals its base.
    const base = { ...op.base, ...theirsOf(op, choice.mine), ...pickFields(op.fields, delivered) };
    const again = { state: 'queued', reason: null, acknowledgedXid: null } as const;
    const detail = lastingDetail(op.detail);
    const pushId = context.newId();
    changeOutbox(db, op.opId, { ...again, detail, fields: kept, base, pushId }, at);
    return;
  }
  changeOutbox(db, op.opId, givenUp(op, kept), at);
  discardOperations(db, resolving.rows, tellingOf(db, resolving), at);
}

/** Of what has arrived, it is known on: a server may lose it. */
function givenUp(op: OutboxRow, kept: Fields): OutboxPatch {
  const detail = lastingDetail(op.detail);
  const arrived = { reason: null, detail } as const;
  if (op.detail.delivered) return { ...arrived, state: 'acknowledged', fields: kept };
  const fields = takenFields(op.detail);
  if (Object.keys(fields).length === 0) return { state: 'discarded' };
  return { ...arrived, state: 'settled', fields };
}

/** History, versions and awards of the same action: they tell of something that did not happen. */
function tellingOf(db: WritableDb, { op, rows, choice }: Resolving): readonly OutboxRow[] {
  const waiting = waitingHere(db, rows);
  waiting.block(op);
  const isGraded = op.table === 'AssignmentSubmission' && (choice.other.score ?? null) !== null;
  return outboxOfGroup(db, op.groupId).filter((one) => {
    if (one.state !== 'queued' || waiting.blockerOf(one) === undefined) return false;
    const mode = findSyncTable(one.table)?.mode;
    return mode === 'record' || (mode === 'award' && !isGraded);
  });
}

/**
 * Operations behind it on the same row began from a value that the server will never have: from
 * now on they begin from theirs. One that only took this one back has nothing left to do. Returns
 * the fields that a later operation decides, and the operations that took this one back.
 */
function rebaseLater(
  db: WritableDb,
  { op, choice, rows, at }: Resolving,
): { readonly overridden: ReadonlySet<string>; readonly takeBacks: readonly TakeBack[] } {
  const overridden = new Set<string>();
  const takeBacks = new Map<string, TakeBack>();
  const conflicts = (op.detail.fields ?? []).filter(({ field }) => field in choice.other);
  for (const { field, base, theirs } of conflicts) {
    for (const later of pendingOnRow(db, op.table, op.key)) {
      if (later.seq <= op.seq || later.kind === 'insert') continue;
      if (later.kind === 'update' && !(field in later.fields)) continue;
      if (later.kind === 'update' && sameValue(later.fields[field] ?? null, base)) {
        const { [field]: _undone, ...rest } = later.fields;
        const isWhole = Object.keys(rest).length === 0;
        takeBacks.set(later.opId, { op: later, isWhole });
        if (isWhole) discardOperations(db, rows, [later], at);
        else changeOutbox(db, later.opId, { fields: rest }, at);
        continue;
      }
      changeOutbox(db, later.opId, { base: { ...later.base, [field]: theirs } }, at);
      overridden.add(field);
      break;
    }
  }
  return { overridden, takeBacks: [...takeBacks.values()] };
}

/** Makes the row what was chosen, as an action of its own; false when it is that already. */
function writeChoice(edit: Edit, resolving: Resolving, overridden: ReadonlySet<string>): boolean {
  const { op, choice, rows } = resolving;
  if (!rows.read(op.table, op.key)) return false;
  const patch = Object.fromEntries(
    Object.entries(choice.other).filter(([field]) => !overridden.has(field)),
  );
  // The catalogue names tables and columns of the schema; the store checks them once more.
  const table = op.table as Parameters<Edit['update']>[0];
  const written = edit.update(table, op.key, patch as Parameters<Edit['update']>[2]);
  if (op.table === 'AssignmentSubmission' && 'score' in patch) {
    const grade = rows.read('lectern_grade', op.key);
    // How a score came about that is not the score any more.
    if (grade && grade.final !== patch.score) edit.remove('lectern_grade', op.key);
  }
  return written;
}

/** The server is expected to have what the person saw there when they chose. */
function setBase(db: WritableDb, { op, at }: Resolving, action: string): void {
  for (const made of outboxOfGroup(db, action)) {
    if (made.table !== op.table || made.key !== op.key || made.kind !== 'update') continue;
    const base = { ...made.base, ...theirsOf(op, Object.keys(made.fields)) };
    changeOutbox(db, made.opId, { base }, at);
  }
}

/**
 * What means something only together with fields that are kept: the score of a grading time, even
 * where both had given the same one. Somebody may change it before the time arrives.
 */
function companyOf({ op, choice }: Resolving): readonly string[] {
  const groups = findSyncTable(op.table)?.together ?? [];
  return groups
    .filter((group) => group.some((field) => choice.mine.includes(field)))
    .flat()
    .filter((field) => !(field in choice.other));
}
