import { compareClient, compareMirror } from './real-compare';
import type { ModelOperation } from './model-operation';
import { nextSilent, wouldWait } from './model-probe';
import { takeOver } from './real-queue';
import { queueOf } from './real-rows';
import { endOpen, succeeded, type RealClient, type RealWorld } from './real-world';

/** A delivery of what the model knows too; history and versions alone go by. */
function delivering({ model }: RealClient): { readonly statement: RegExp } {
  const ids = model.outbox.filter(({ state }) => state === 'queued').map(({ pushId }) => pushId);
  return { statement: new RegExp(`"push_id":"(${ids.join('|')})"`) };
}

/** What the queue would have to wait for is ended first: nobody waits ten seconds for a lock. */
export async function freeTheWay(world: RealWorld, client: RealClient): Promise<void> {
  // What is queued is known after the meeting only.
  const hasMet = client.model.incarnation === world.server.incarnation;
  while (!hasMet && world.open.length > 0) await endOpen(world, world.open[0], true);
  while (wouldWait(world.server, client.model.outbox) && world.open.length > 0) {
    await endOpen(world, world.open[0], true);
  }
}

/** The whole queue, for real and in the model. */
export async function deliver(world: RealWorld, client: RealClient): Promise<void> {
  await freeTheWay(world, client);
  succeeded(client.logFile, 'push', await client.engine.client.sync.push({}));
  client.model.meet();
  while (client.model.push());
}

/** A pull, or both halves. */
export async function runCycle(
  world: RealWorld,
  client: RealClient,
  kind: 'pull' | 'run',
): Promise<void> {
  const { engine, model } = client;
  if (kind === 'run') await freeTheWay(world, client);
  succeeded(client.logFile, kind, await engine.client.sync[kind]({}));
  takeOver(client);
  model.meet();
  model.refreshScope();
  while (model.seedOne());
  if (kind === 'run') while (model.push());
  model.pull();
  if (kind === 'run') while (model.push());
  compareClient(client);
  compareMirror(client);
}

/** A push whose first transaction ends badly. */
export async function failDelivery(
  world: RealWorld,
  client: RealClient,
  pick: number,
): Promise<void> {
  await freeTheWay(world, client);
  const { model, proxy, engine } = client;
  model.meet();
  const way = (['before', 'after', 'left'] as const)[pick % 3] ?? 'before';
  const holding = proxy.holdCommit(way === 'after' ? 'after' : 'before', delivering(client));
  const pushing = engine.client.sync.push({});
  const held = await Promise.race([holding, pushing.then(() => undefined)]);
  if (!held) {
    // Nothing to send, or only what the server has already.
    proxy.disarm();
    succeeded(client.logFile, 'push', await pushing);
    while (model.push());
    return;
  }
  // What is only answered is not caught; the first that writes is, or tries to.
  while (isPast(client, nextSilent(world.server, model.outbox))) model.push();
  if (way === 'left') await leave(world, client, held.leave());
  else {
    held.cut();
    model.push(way === 'after' ? 'answer lost' : 'cut before commit');
  }
  const answer = await pushing;
  if (answer.ok) throw new Error('A push whose network was cut counts as done');
}

/** Whether the program has these operations behind it; there must be some. */
function isPast({ engine }: RealClient, operations: readonly ModelOperation[]): boolean {
  const ids = new Set(operations.map(({ id }) => id));
  const states = queueOf(engine.sql).flatMap(({ opId, state }) => (ids.has(opId) ? [state] : []));
  return states.some((state) => state !== 'queued');
}

/** The client is gone, the server waits: the transaction is one of those that are open. */
async function leave(
  world: RealWorld,
  { model }: RealClient,
  left: { readonly arrive: () => void; readonly vanish: () => void },
): Promise<void> {
  const before = new Set(world.server.open.keys());
  model.push('left hanging');
  const hanging = [...world.server.open.values()].find(({ xid }) => !before.has(xid));
  if (!hanging) throw new Error('The model had nothing to send');
  world.open.push({
    model: hanging,
    client: undefined,
    end: async (commits) => {
      if (commits) left.arrive();
      else left.vanish();
      await untilNobodyWaits(world);
      if (commits) world.server.commit(hanging);
      else world.server.rollback(hanging);
    },
  });
}

/** The server notices by itself, a moment later. */
async function untilNobodyWaits({ database, open }: RealWorld): Promise<void> {
  const expected = open.filter(({ client }) => client === undefined).length;
  for (;;) {
    const { rows } = await database.admin.query<{ readonly n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity
        WHERE datname = current_database() AND state LIKE 'idle in transaction%'
          AND usename <> 'postgres'`,
    );
    if ((rows[0]?.n ?? 0) <= expected) return;
    await new Promise((done) => setTimeout(done, 5));
  }
}

/** Without a network a run fails, and nothing else happens. */
export async function offline({ proxy, engine }: RealClient): Promise<void> {
  await proxy.goOffline();
  const answer = await engine.client.sync.run({});
  await proxy.accept();
  if (answer.ok) throw new Error('Without a network a run cannot succeed');
}

/** The program ends and is started again. */
export async function restart(client: RealClient): Promise<void> {
  client.engine = await client.engine.restart();
}
