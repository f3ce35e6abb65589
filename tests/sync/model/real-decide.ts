import { choose } from './choose';
import { takeDecision } from './real-queue';
import type { RealClient } from './real-world';
import type { RealStep } from './real-steps';

/** A person decides about something that waits for them, if there is anything. */
export async function decide(client: RealClient, { pick, value }: RealStep): Promise<void> {
  const stopped = client.model.outbox.filter((operation) => operation.isStopped);
  const operation = choose(stopped, pick);
  if (operation) await decideOne(client, operation.id, value);
}

/** A person decides in one of the ways that the program offers; its decision is taken over. */
export async function decideOne(client: RealClient, op: string, choice: number): Promise<void> {
  const { client: calls } = client.engine;
  const listed = await calls.sync.outbox({ limit: 500 });
  const item = listed.ok ? listed.value.items.find((one) => one.op === op) : undefined;
  if (!item) throw new Error(`${op} waits for a person and is not in the list`);
  const way = choose(item.actions, choice);
  if (way === undefined) throw new Error(`${op} waits for a person, who can do nothing about it`);
  const take = choice % 2 === 0 ? 'mine' : 'theirs';
  const answer =
    way === 'resolve'
      ? await calls.sync.resolve({ op, take })
      : await calls.sync.act({ op, action: way });
  if (!answer.ok && answer.error.code === 'internal') throw new Error(answer.error.message);
  takeDecision(client);
}

/** History and versions tell of something else; the model does not follow them. */
export async function decideTheRest({ engine, model }: RealClient): Promise<void> {
  const { sync } = engine.client;
  const listed = await sync.outbox({ limit: 500 });
  const known = new Set(model.outbox.map(({ id }) => id));
  for (const { op, actions } of listed.ok ? listed.value.items : []) {
    if (known.has(op)) continue;
    if (actions.includes('discard')) await sync.act({ op, action: 'discard' });
    else if (actions.includes('resolve')) await sync.resolve({ op, take: 'theirs' });
  }
}
