import type { Fields, FieldValue } from '../../../src/shared/domain/sync/values';
import type { ModelClient } from './model-client';
import type { PushFault } from './model-delivery';
import type { Change } from './model-edit';
import { horizon } from './model-server';
import { idOf, inOrder, rowKey, tableOf, type RowKey, type Rows } from './model-table';
import type { ModelTransaction } from './model-transaction';
import { decide, ModelWorld } from './model-world';

/**
 * One thing that happens. The numbers choose among what there is at that moment, so that any part
 * of a sequence is a sequence, which is what shrinking needs.
 */
export type Step = {
  readonly kind: StepKind;
  readonly who: number;
  readonly pick: number;
  readonly value: number;
};

type Do = (world: ModelWorld, step: Step, client: ModelClient) => ModelClient | undefined;

const faults: readonly PushFault[] = ['cut before commit', 'answer lost', 'twice', 'left hanging'];

/** What may happen, and how often compared with the rest. */
const happenings = {
  edit: [8, act((client, step) => client.edit(editOf(client.rows, step, client)))],
  grade: [5, act((client, step) => client.edit(gradeOf(client, step)))],
  insert: [3, act((client, step) => client.edit(insertOf(client.rows, step, client.newId())))],
  remove: [2, act((client, step) => client.edit(removeOf(client.rows, step)))],
  move: [1, act((client, step) => client.edit(moveOf(client.rows, step)))],
  undo: [2, act((client, step) => client.undo(choose(groups(client), step.pick) ?? ''))],
  decide: [4, act((client, step) => decideOne(client, step))],
  push: [5, act((client) => (client.meet(), client.push()))],
  failedPush: [
    4,
    act((client, step) => (client.meet(), client.push(choose(faults, step.pick) ?? 'none'))),
  ],
  pull: [5, pulled((client) => (client.meet(), client.refreshScope(), client.pull()))],
  sync: [4, pulled((client) => client.sync())],
  seedOne: [2, act((client) => (client.meet(), client.refreshScope(), client.seedOne()))],
  webEdit: [6, web((rows, step) => editOf(rows, step))],
  webInsert: [2, web((rows, step, id) => insertOf(rows, step, id))],
  webRemove: [2, web((rows, step) => removeOf(rows, step))],
  webMove: [2, web((rows, step) => moveOf(rows, step))],
  begin: [2, (world) => void (world.slow.length < 3 && world.slow.push(world.server.begin()))],
  end: [3, (world, step) => void endOne(world, step)],
  access: [1, (world, step, client) => void changeAccess(world, step, client)],
  prune: [1, (world, step) => void prune(world, step)],
  backUp: [1, (world) => void world.server.backUp()],
  restore: [0.5, (world, step) => void world.server.restore(step.pick, step.value % 2 === 0)],
} satisfies { readonly [kind: string]: readonly [weight: number, happens: Do] };

export type StepKind = keyof typeof happenings;

/** Each kind as often as it weighs, for a generator that chooses evenly. */
export const weightedKinds: readonly StepKind[] = Object.entries(happenings).flatMap(
  ([kind, [weight]]) => Array<StepKind>(weight * 2).fill(kind as StepKind), // its own keys
);

/** Runs the steps, then brings everything to rest; throws the invariant that does not hold. */
export function runModel(steps: readonly Step[]): void {
  const world = new ModelWorld();
  for (const step of steps) {
    const client = world.clients[step.who % world.clients.length];
    if (!client) continue;
    const [, happens] = happenings[step.kind];
    world.check((happens as Do)(world, step, client));
  }
  let at = 0;
  world.comeToRest((among) => {
    at += 1;
    return ((steps[at % Math.max(1, steps.length)]?.value ?? 0) + at) % among;
  });
}

function act(does: (client: ModelClient, step: Step) => unknown): Do {
  return (_world, step, client) => {
    does(client, step);
    return undefined;
  };
}

/** The client whose mirror is to be compared afterwards. */
function pulled(does: (client: ModelClient) => unknown): Do {
  return (_world, _step, client) => {
    does(client);
    return client;
  };
}

/** The web application acts at once, or in one of its slow transactions. */
function web(changes: (rows: Rows, step: Step, id: string) => readonly Change[]): Do {
  return (world, step) => {
    world.slow.splice(
      0,
      world.slow.length,
      ...world.slow.filter((one) => !one.ended && isOpen(world, one)),
    );
    const inside = step.who === 0 ? undefined : choose(world.slow, step.who);
    const rows = world.server.disk.rows;
    world.web((transaction) => {
      for (const change of changes(rows, step, world.newId())) apply(transaction, change);
    }, inside);
    return undefined;
  };
}

function isOpen(world: ModelWorld, transaction: ModelTransaction): boolean {
  return world.server.open.get(transaction.xid) === transaction;
}

function apply(transaction: ModelTransaction, change: Change): void {
  if (change.kind === 'insert') transaction.insert(change.key, change.row);
  else if (change.kind === 'update') transaction.update(change.key, change.patch);
  else transaction.remove(change.key);
}

function choose<T>(list: readonly T[], pick: number): T | undefined {
  return list[pick % Math.max(1, list.length)];
}

function keysOf(rows: Rows, ...tables: string[]): RowKey[] {
  return inOrder(rows).flatMap(([key]) => (tables.includes(tableOf(key).name) ? [key] : []));
}

function valueOf(field: string, value: number): FieldValue {
  if (field === 'title' || field === 'feedback') return `t${value}`;
  return value === 3 ? null : value;
}

function editOf(rows: Rows, { pick, value }: Step, _client?: ModelClient): readonly Change[] {
  const key = choose(keysOf(rows, 'Course', 'Assignment', 'AssignmentSubmission'), pick);
  if (key === undefined) return [];
  const field = choose(tableOf(key).edited, pick >> 4) ?? 'title';
  return [{ kind: 'update', key, patch: { [field]: valueOf(field, value) } }];
}

/** Score and time together, a line of history, and the award of a first grade: one action. */
function gradeOf(client: ModelClient, { pick, value }: Step): readonly Change[] {
  const key = choose(keysOf(client.rows, 'AssignmentSubmission'), pick);
  const row = key === undefined ? undefined : client.rows.get(key);
  if (key === undefined || !row) return [];
  const record = client.newId();
  const award = client.newId();
  const hasAward = [...client.rows.values()].some(
    (one) => one.sourceId === idOf(key) && one.userId === row.userId,
  );
  return [
    { kind: 'update', key, patch: { score: value, gradedAt: `day ${value}` } },
    ...(hasAward
      ? []
      : [
          inserted('XPTransaction', award, {
            userId: row.userId ?? null,
            sourceType: 'assignment',
            sourceId: idOf(key),
          }),
        ]),
    inserted('lectern_grade_history', record, { submission_id: idOf(key), to_score: value }),
  ];
}

function inserted(table: string, id: string, fields: Fields): Change {
  return { kind: 'insert', key: rowKey(table, id), row: { id, ...fields } };
}

const learners = ['mia', 'noor', 'eli'];

function insertOf(rows: Rows, { pick, value }: Step, id: string): readonly Change[] {
  const course = choose(keysOf(rows, 'Course'), pick);
  const assignment = choose(keysOf(rows, 'Assignment'), pick);
  const userId = choose(learners, value) ?? 'mia';
  if (value === 3) {
    const source = { sourceType: 'assignment', sourceId: `s${pick % 4}` };
    return [inserted('XPTransaction', id, { userId, ...source })];
  }
  if (value === 2 || assignment === undefined) {
    if (course === undefined) return [];
    return [inserted('Assignment', id, { courseId: idOf(course), title: 't0', maxPoints: 0 })];
  }
  const fields = { assignmentId: idOf(assignment), userId, score: null, gradedAt: null };
  return [inserted('AssignmentSubmission', id, { ...fields, feedback: null })];
}

function removeOf(rows: Rows, { pick, value }: Step): readonly Change[] {
  const tables = value === 0 ? ['Assignment'] : ['AssignmentSubmission', 'XPTransaction'];
  const key = choose(keysOf(rows, ...tables), pick);
  return key === undefined ? [] : [{ kind: 'delete', key }];
}

function moveOf(rows: Rows, { pick, value }: Step): readonly Change[] {
  const key = choose(keysOf(rows, 'Assignment'), pick);
  const course = choose(keysOf(rows, 'Course'), value);
  if (key === undefined || course === undefined) return [];
  return [{ kind: 'update', key, patch: { courseId: idOf(course) } }];
}

function groups(client: ModelClient): readonly string[] {
  return [...new Set(client.outbox.map(({ group }) => group))].slice(-4);
}

function decideOne(client: ModelClient, { pick, value }: Step): void {
  const waiting = client.outbox.filter((operation) => operation.isStopped);
  const operation = choose(waiting, pick);
  if (operation) decide(client, operation.id, value);
}

function endOne(world: ModelWorld, { pick, value }: Step): void {
  world.end(choose(world.open(), pick), value !== 3);
}

function changeAccess(world: ModelWorld, { pick }: Step, client: ModelClient): void {
  const access = world.server.disk.access.get(client.name);
  const course = choose(['c1', 'c2', 'c3'], pick) ?? 'c1';
  if (!access?.delete(course)) access?.add(course);
}

/** Below the slowest client, or, when one has been away for too long, above it. */
function prune(world: ModelWorld, { value }: Step): void {
  const snapshot = world.server.snapshot();
  const seen = [...world.server.disk.cursors.values()].map(horizon);
  world.server.prune(value === 3 ? horizon(snapshot) : Math.min(horizon(snapshot), ...seen));
}
