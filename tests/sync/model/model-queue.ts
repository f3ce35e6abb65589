import type { ModelOperation } from './model-operation';
import { parentKey, tableOf, type RowKey } from './model-table';

/**
 * The operations of the next group that may go: those that nothing holds back. An operation waits
 * for an earlier one on its row, for the earlier insert of the row above it, and (a removal) for
 * earlier removals of the rows below, when a person has to decide about that one or it waits itself. A
 * record also waits for its group's operation on the row that it tells of, an award for those on rows
 * of its learner.
 */
export function nextGroup(outbox: readonly ModelOperation[]): readonly ModelOperation[] {
  const pending = inSendingOrder(outbox.filter((operation) => operation.isPending));
  const kept = new Set(pending.filter((operation) => operation.isStopped));
  for (;;) {
    const { going, waiting } = look(outbox, pending, kept);
    const more = waiting.filter((one) => one.kind === 'delete' && !kept.has(one));
    // A removal that waits keeps those with it that are before it, hence another look.
    if (more.length === 0) return going.filter(({ group }) => group === going[0]?.group);
    for (const one of more) kept.add(one);
  }
}

function look(
  outbox: readonly ModelOperation[],
  pending: readonly ModelOperation[],
  kept: ReadonlySet<ModelOperation>,
): { readonly going: readonly ModelOperation[]; readonly waiting: readonly ModelOperation[] } {
  const isRemoved = removalsOf(outbox);
  const waiting = new Set<ModelOperation>();
  const going: ModelOperation[] = [];
  for (const [at, operation] of pending.entries()) {
    const earlier = pending.slice(0, at);
    if (
      kept.has(operation) ||
      [...kept].some((one) => goTogether(one, operation, isRemoved)) ||
      earlier.some((one) => waiting.has(one) && holds(one, operation, isRemoved))
    ) {
      waiting.add(operation);
    } else if (operation.state === 'queued') going.push(operation);
  }
  return { going, waiting: [...waiting] };
}

/** True for what only tells of other rows: it goes after them, also in an undo. */
function isTelling({ key }: ModelOperation): boolean {
  return tableOf(key).mode !== 'edit';
}

function inSendingOrder(pending: readonly ModelOperation[]): readonly ModelOperation[] {
  const groups: ModelOperation[][] = [];
  for (const operation of pending) {
    const last = groups.at(-1);
    if (last?.[0]?.group === operation.group) last.push(operation);
    else groups.push([operation]);
  }
  return groups.flatMap((group) => [
    ...group.filter((operation) => !isTelling(operation)),
    ...group.filter(isTelling),
  ]);
}

/** Whether an action has removed a row. */
export type IsRemoved = (group: string, key: RowKey) => boolean;

/** Asks the operations of a workspace. */
export function removalsOf(outbox: readonly ModelOperation[]): IsRemoved {
  return (group, key) =>
    outbox.some((one) => one.kind === 'delete' && one.group === group && one.key === key);
}

/** Whether two removals are of one removal: rows that go together stay together. */
function goTogether(one: ModelOperation, other: ModelOperation, isRemoved: IsRemoved): boolean {
  if (one.kind !== 'delete' || other.kind !== 'delete' || one.group !== other.group) return false;
  const parent = above(other);
  if (parent === undefined) return false;
  return parent === one.key || (parent === above(one) && isRemoved(other.group, parent));
}

function above({ key, row }: ModelOperation): RowKey | undefined {
  return parentKey(tableOf(key), row);
}

/** Whether `later` has to wait for `earlier`, which waits. */
export function holds(
  earlier: ModelOperation,
  later: ModelOperation,
  isRemoved: IsRemoved,
): boolean {
  if (earlier.key === later.key) return true;
  const isSameAction = earlier.group === later.group;
  if (tableOf(later.key).mode === 'award') {
    return isSameAction && earlier.row.userId === later.row.userId;
  }
  if (later.kind === 'delete') {
    if (earlier.kind === 'delete' && above(earlier) === later.key) return true;
    return goTogether(earlier, later, isRemoved);
  }
  if (above(later) !== earlier.key) return false;
  if (earlier.kind === 'insert') return true;
  return tableOf(later.key).mode === 'record' && isSameAction;
}
