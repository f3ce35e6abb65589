import { choose } from './choose';
import { compareClient, compareServer } from './real-compare';
import { decide } from './real-decide';
import { create, edit, grade, move, person, remove, undo } from './real-person';
import { backUp, restore } from './real-restore';
import { deliver, failDelivery, offline, restart, runCycle } from './real-sync';
import { changeAccess, web, webEdit, webInsert, webMove, webRemove } from './real-web';
import { beginSlow, endOpen, people, type RealClient, type RealWorld } from './real-world';

/** One thing that happens; the numbers choose among what there is at that moment. */
export type RealStep = {
  readonly kind: RealStepKind;
  readonly who: number;
  readonly pick: number;
  readonly value: number;
};

type Do = (world: RealWorld, client: RealClient, step: RealStep) => Promise<unknown>;

type Happenings = { readonly [kind: string]: readonly [weight: number, happens: Do] };

const happenings = {
  editAssignment: [
    3,
    person((client, step) => edit(client, step, 'Assignment', ['title', 'maxPoints'])),
  ],
  editSubmission: [
    4,
    person((client, step) => edit(client, step, 'AssignmentSubmission', ['feedback', 'score'])),
  ],
  editQuestion: [
    2,
    person((client, step) => edit(client, step, 'Question', ['question', 'points'])),
  ],
  grade: [5, person(grade)],
  create: [2, person(create)],
  remove: [2, person(remove)],
  move: [1, person(move)],
  undo: [2, person(undo)],
  decide: [4, (_world, client, step) => decide(client, step)],
  push: [4, (world, client) => deliver(world, client)],
  failedPush: [3, (world, client, { pick }) => failDelivery(world, client, pick)],
  pull: [3, (world, client) => runCycle(world, client, 'pull')],
  run: [5, (world, client) => runCycle(world, client, 'run')],
  offline: [1, (_world, client) => offline(client)],
  restart: [1, (_world, client) => restart(client)],
  webEdit: [5, web(webEdit)],
  webInsert: [2, web(webInsert)],
  webRemove: [2, web(webRemove)],
  webMove: [1, web(webMove)],
  begin: [1, async (world) => (world.open.length < 3 ? beginSlow(world) : undefined)],
  end: [
    2,
    (world, _client, { pick, value }) => endOpen(world, choose(world.open, pick), value !== 3),
  ],
  access: [1, (world, client, step) => changeAccess(world, client, step)],
  prune: [0.5, (world) => world.database.admin.query('SELECT lectern.prune_change_log()')],
} satisfies Happenings;

/** What befalls the server besides, now and then. */
const disasters = {
  backUp: [2, (world) => backUp(world)],
  restore: [1, (world, _client, { pick }) => restore(world, pick)],
} satisfies Happenings;

const all = { ...happenings, ...disasters };

export type RealStepKind = keyof typeof all;

/** Each kind as often as it weighs. */
export const realKinds = weighted(happenings);

/** Likewise, with a server that is put back in between. */
export const kindsWithRestores = weighted(all);

function weighted(some: Happenings): readonly RealStepKind[] {
  return Object.entries(some).flatMap(
    ([kind, [weight]]) => Array<RealStepKind>(weight * 2).fill(kind as RealStepKind), // its own keys
  );
}

/** Does one step for real and in the model, and compares the two. */
export async function takeStep(world: RealWorld, step: RealStep): Promise<void> {
  const client = world.clients[step.who % people.length];
  if (!client) return;
  client.engine.clock.advance(1000);
  await (all[step.kind][1] as Do)(world, client, step);
  compareClient(client);
  await compareServer(world);
}
