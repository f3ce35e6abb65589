import { sameValue } from '../../../shared/domain/sync/values';
import type { RowStore } from '../journal/row-store';
import type { ReadableDb } from '../storage/database';
import { outboxOfGroup, pendingOnRow, type OutboxRow } from './local/outbox-repository';
import { isTelling } from './waiting';
import { waitingHere } from './waiting-here';

/** An operation that took another one back, whole or in some of its fields. */
export type TakeBack = { readonly op: OutboxRow; readonly isWhole: boolean };

/**
 * What tells of changes that only took back another one, which is given up: awards that they would
 * take from whoever else has made them, and, where nothing else of the change is left, history and
 * versions. Only what has not left yet.
 */
export function tellingOfTakeBacks(
  db: ReadableDb,
  rows: RowStore,
  takeBacks: readonly TakeBack[],
): readonly OutboxRow[] {
  return takeBacks.flatMap(({ op, isWhole }) => {
    const waiting = waitingHere(db, rows);
    waiting.block(op);
    return outboxOfGroup(db, op.groupId).filter((one) => {
      if (one.state !== 'queued' || !isTelling(one)) return false;
      if (!isWhole && one.table !== 'XPTransaction') return false;
      return waiting.blockerOf(one) !== undefined;
    });
  });
}

/** Later changes of the row that only bring back what `op`, which is given up, began from. */
export function takeBacksOf(db: ReadableDb, op: OutboxRow): readonly TakeBack[] {
  if (op.kind !== 'update') return [];
  return pendingOnRow(db, op.table, op.key)
    .filter(({ seq, kind, state }) => seq > op.seq && kind === 'update' && state === 'queued')
    .map((later) => ({
      later,
      back: Object.keys(later.fields).filter((name) => isBack(name, op, later)),
    }))
    .filter(({ back }) => back.length > 0)
    .map(({ later, back }) => ({
      op: later,
      isWhole: back.length === Object.keys(later.fields).length,
    }));
}

function isBack(name: string, op: OutboxRow, later: OutboxRow): boolean {
  return name in op.fields && sameValue(later.fields[name] ?? null, op.base?.[name] ?? null);
}
