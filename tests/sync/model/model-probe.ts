import { deliverAll } from './model-delivery';
import type { ModelOperation } from './model-operation';
import { nextGroup } from './model-queue';
import type { ModelServer } from './model-server';

type Queue = readonly ModelOperation[];

/** Whether something in the queue has to wait for a transaction that is open. */
export function wouldWait(server: ModelServer, outbox: Queue): boolean {
  const queued = outbox.filter(({ state }) => state === 'queued');
  return tryOut(server, queued, outbox).waits;
}

/** The next group, when it would write nothing: the server has it already, or refuses all of it. */
export function nextSilent(server: ModelServer, outbox: Queue): Queue {
  const operations = nextGroup(outbox);
  const { waits, writes } = tryOut(server, operations, outbox);
  return waits || writes ? [] : operations;
}

/** Delivers in a transaction that is rolled back. */
function tryOut(server: ModelServer, operations: Queue, outbox: Queue) {
  const transaction = server.begin();
  const results = deliverAll(server, transaction, { operations, outbox });
  server.rollback(transaction);
  return { waits: results === undefined, writes: transaction.results.size > 0 };
}
