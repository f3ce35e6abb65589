import { applyDelivery, isWhole, lockRow, type StoredResult } from './apply-operation';
import type { ModelOperation } from './model-operation';
import { holds, removalsOf } from './model-queue';
import { parentKey, tableOf } from './model-table';
import type { ModelServer } from './model-server';
import { Busy, type ModelTransaction } from './model-transaction';

/** How a push goes wrong. */
export type PushFault = 'none' | 'cut before commit' | 'answer lost' | 'twice' | 'left hanging';

/** A queue, and those of its operations that are sent. */
export type Sending = {
  readonly operations: readonly ModelOperation[];
  readonly outbox: readonly ModelOperation[];
};

/**
 * Sends operations in a transaction of the server; answers by push id, undefined when it would have
 * to wait for somebody else. A removal that cannot go holds back those that were to go with it,
 * also those before it, hence another round.
 */
export function deliverAll(
  server: ModelServer,
  transaction: ModelTransaction,
  sending: Sending,
): Map<string, StoredResult> | undefined {
  const kept = new Set<ModelOperation>();
  try {
    for (;;) {
      const takeBack = transaction.mark();
      const { results, stopped } = deliverRound(server, transaction, { ...sending, kept });
      const more = stopped.filter((one) => one.kind === 'delete' && results.has(one.pushId));
      const isNew = more.some((one) => !kept.has(one));
      if (!isNew) return results;
      for (const one of more) kept.add(one);
      takeBack();
      transaction.results.clear();
    }
  } catch (error) {
    if (error instanceof Busy) return undefined;
    throw error;
  }
}

function deliverRound(
  server: ModelServer,
  transaction: ModelTransaction,
  { operations, outbox, kept }: Sending & { readonly kept: ReadonlySet<ModelOperation> },
): { readonly results: Map<string, StoredResult>; readonly stopped: readonly ModelOperation[] } {
  const isRemoved = removalsOf(outbox);
  const results = new Map<string, StoredResult>();
  const stopped = [...kept];
  // Rows that the same action removes as well are no surprise below the one that they are under.
  const removed = operations.flatMap(({ kind, key }) => (kind === 'delete' ? [key] : []));
  // All rows are held before anything is decided, and before the book is asked.
  for (const operation of operations) lockRow(transaction, operation.delivery);
  for (const operation of inWritingOrder(operations)) {
    // What an earlier one of the same action runs into, holds this one back already.
    if (!kept.has(operation) && stopped.some((one) => holds(one, operation, isRemoved))) {
      stopped.push(operation);
      continue;
    }
    const delivery = { ...operation.delivery, agreed: [...operation.agreed, ...removed] };
    transaction.lock(`delivery ${delivery.pushId}`, 'whole');
    const stored = server.disk.results.get(delivery.pushId)?.result;
    const result = stored ?? applyDelivery(transaction, delivery);
    // What is refused leaves nothing on the server, not even that.
    if (!stored && !result.refused) transaction.results.set(delivery.pushId, result);
    results.set(delivery.pushId, result);
    if (!isWhole(result)) stopped.push(operation);
  }
  return { results, stopped };
}

/**
 * A row that is made below another one that is made comes after it, where nothing is removed and no
 * row is written twice.
 */
function inWritingOrder(operations: readonly ModelOperation[]): readonly ModelOperation[] {
  const keys = new Set(operations.map(({ key }) => key));
  if (keys.size < operations.length || operations.some(({ kind }) => kind === 'delete')) {
    return operations;
  }
  const made = new Map(
    operations.flatMap((one) => (one.kind === 'insert' ? [[one.key, one] as const] : [])),
  );
  const ordered = new Set<ModelOperation>();
  const add = (operation: ModelOperation): void => {
    const { kind, key, row } = operation;
    const above = kind === 'insert' ? parentKey(tableOf(key), row) : undefined;
    const parent = above === undefined ? undefined : made.get(above);
    if (parent && !ordered.has(parent)) add(parent);
    ordered.add(operation);
  };
  for (const operation of operations) add(operation);
  return [...ordered];
}

/** The same once more: the answers must be the same, and nothing may happen. */
export function deliverAgain(
  server: ModelServer,
  sending: Sending,
  first: Map<string, StoredResult>,
): void {
  const transaction = server.begin();
  const second = deliverAll(server, transaction, sending);
  const hasDone = transaction.writes.size > 0 || transaction.results.size > 0;
  const isSame = JSON.stringify([...(second ?? first)]) === JSON.stringify([...first]);
  if (hasDone || !isSame) {
    throw new Error('I2: a second delivery of the same was not answered like the first');
  }
  server.rollback(transaction);
}
