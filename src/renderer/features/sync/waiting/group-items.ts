import type { OutboxItem } from '../../../../shared/contract/sync';

/** A line of the queue: one operation, and those of the same action that go or wait with it. */
export type QueueEntry = { readonly item: OutboxItem; readonly others: readonly OutboxItem[] };

function needsPerson({ state }: OutboxItem): boolean {
  return state === 'parked' || state === 'conflicted';
}

/**
 * The queue as a person thinks of it: a grade is one line, though it is a score, a version, a line
 * of history and an award. What needs a decision stands for itself, with what waits for it.
 */
export function groupItems(items: readonly OutboxItem[]): readonly QueueEntry[] {
  const entries = new Map<string, { item: OutboxItem; others: OutboxItem[] }>();
  /** Which line takes in an operation that has none of its own. */
  const lineOf = new Map<string, string>();
  for (const item of items) {
    const line = needsPerson(item)
      ? undefined
      : ((item.waitsFor && lineOf.get(item.waitsFor)) ?? lineOf.get(`action ${item.action}`));
    const entry = line === undefined ? undefined : entries.get(line);
    if (entry && entry.item.action === item.action) {
      entry.others.push(item);
      lineOf.set(item.op, entry.item.op);
      continue;
    }
    entries.set(item.op, { item, others: [] });
    lineOf.set(item.op, item.op);
    if (!needsPerson(item)) lineOf.set(`action ${item.action}`, item.op);
  }
  return [...entries.values()];
}
