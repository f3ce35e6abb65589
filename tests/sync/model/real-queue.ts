import type { Fields } from '../../../src/shared/domain/sync/values';
import { ModelOperation } from './model-operation';
import { queueOf } from './real-rows';
import type { RealClient } from './real-world';

/** The model gets the operations that the program has queued since, in the program's order. */
export function takeOver({ engine, model }: RealClient): void {
  const known = new Set(model.outbox.map(({ id }) => id));
  const queue = queueOf(engine.sql);
  const made = queue.filter(({ opId }) => !known.has(opId));
  if (made.length === 0) return;
  model.adopt(
    made.map(({ opId, group, key, kind, fields, base, pushId }) => {
      const shown: Fields = { ...model.rows.get(key), ...fields };
      const row = kind === 'delete' ? base : kind === 'insert' ? fields : shown;
      const operation = new ModelOperation(opId, group, key, kind, row, fields, base);
      operation.pushId = pushId;
      return operation;
    }),
  );
}

/** Every operation as the program has it now: a decision may reach further than one. */
export function takeDecision(client: RealClient): void {
  const { engine, model } = client;
  takeOver(client);
  const queue = new Map(queueOf(engine.sql).map((one) => [one.opId, one]));
  for (const operation of model.outbox) {
    const now = queue.get(operation.id);
    const isSame = now?.state === operation.state && now.pushId === operation.pushId;
    // What is behind a decided one may begin from another value now.
    if (!now || (isSame && now.state !== 'queued')) continue;
    operation.become(now);
  }
  const placeOf = ({ id }: ModelOperation): number => queue.get(id)?.seq ?? 0;
  model.outbox.sort((a, b) => placeOf(a) - placeOf(b));
  model.decided();
}
