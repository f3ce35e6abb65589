import { applyDelivery, isWhole, type StoredResult } from './apply-operation';
import type { ModelOperation } from './model-operation';
import { holds, isTelling } from './model-queue';
import type { ModelServer } from './model-server';
import { Busy, type ModelTransaction } from './model-transaction';

/** How a push goes wrong. */
export type PushFault = 'none' | 'cut before commit' | 'answer lost' | 'twice' | 'left hanging';

/**
 * Sends operations in a transaction of the server; answers by push id, undefined when it would have
 * to wait for somebody else.
 */
export function deliverAll(
  server: ModelServer,
  transaction: ModelTransaction,
  operations: readonly ModelOperation[],
): Map<string, StoredResult> | undefined {
  const results = new Map<string, StoredResult>();
  try {
    const stopped: ModelOperation[] = [];
    // What tells of a removed row is removed by the same action, after it.
    const told = operations.flatMap((one) =>
      one.kind === 'delete' && isTelling(one) ? [one.key] : [],
    );
    for (const operation of operations) {
      const delivery = { ...operation.delivery, agreed: [...operation.agreed, ...told] };
      // What an earlier one of the same action runs into, holds this one back already.
      if (stopped.some((one) => holds(one, operation))) {
        stopped.push(operation);
        continue;
      }
      transaction.lock(`delivery ${delivery.pushId}`, 'whole');
      const stored = server.disk.results.get(delivery.pushId)?.result;
      const result = stored ?? applyDelivery(transaction, delivery);
      // What is refused leaves nothing on the server, not even that.
      if (!stored && !result.refused) transaction.results.set(delivery.pushId, result);
      results.set(delivery.pushId, result);
      if (!isWhole(result)) stopped.push(operation);
    }
  } catch (error) {
    if (error instanceof Busy) return undefined;
    throw error;
  }
  return results;
}

/** The same once more: the answers must be the same, and nothing may happen. */
export function deliverAgain(
  server: ModelServer,
  operations: readonly ModelOperation[],
  first: Map<string, StoredResult>,
): void {
  const transaction = server.begin();
  const second = deliverAll(server, transaction, operations);
  const hasDone = transaction.writes.size > 0 || transaction.results.size > 0;
  const isSame = JSON.stringify([...(second ?? first)]) === JSON.stringify([...first]);
  if (hasDone || !isSame) {
    throw new Error('I2: a second delivery of the same was not answered like the first');
  }
  server.rollback(transaction);
}
