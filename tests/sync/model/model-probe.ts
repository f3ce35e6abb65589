import { deliverAll } from './model-delivery';
import type { ModelOperation } from './model-operation';
import { nextGroup } from './model-queue';
import type { ModelServer } from './model-server';

type Queue = readonly ModelOperation[];

/** Whether something in the queue has to wait for a transaction that is open. */
export function wouldWait(server: ModelServer, outbox: Queue): boolean {
  const transaction = server.begin();
  const operations = outbox.filter(({ state }) => state === 'queued');
  const results = deliverAll(server, transaction, { operations, outbox });
  server.rollback(transaction);
  return results === undefined;
}

/** The next group, when it would write nothing: the server has it already, or refuses all of it. */
export function nextSilent(server: ModelServer, outbox: Queue): Queue {
  const operations = nextGroup(outbox);
  const transaction = server.begin();
  const results = deliverAll(server, transaction, { operations, outbox });
  server.rollback(transaction);
  return results !== undefined && transaction.results.size === 0 ? operations : [];
}
