import type { Fields } from '../../../src/shared/domain/sync/values';
import type { Failure } from '../../../src/shared/kernel/errors';
import type { Result } from '../../../src/shared/kernel/result';
import type { Change } from './model-client';
import { ModelOperation } from './model-operation';
import { idOf, inOrder, rowKey, tableOf, type RowKey, type Rows } from './model-table';
import { compareClient, compareMirror, compareServer } from './real-compare';
import { localFields, queueOf } from './real-rows';
import { deliver, failDelivery, runCycle } from './real-sync';
import {
  beginSlow,
  endOpen,
  people,
  webChange,
  type RealClient,
  type RealWorld,
} from './real-world';

/** One thing that happens; the numbers choose among what there is at that moment. */
export type RealStep = {
  readonly kind: RealStepKind;
  readonly who: number;
  readonly pick: number;
  readonly value: number;
};

type Do = (world: RealWorld, client: RealClient, step: RealStep) => Promise<unknown>;
type Call = (client: RealClient, step: RealStep) => Promise<Result<unknown, Failure>> | undefined;

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
  webEdit: [5, web((rows, step) => webEdit(rows, step))],
  webInsert: [2, web((rows, step, id) => webInsert(rows, step, id))],
  webRemove: [2, web((rows, step) => webRemove(rows, step))],
  webMove: [1, web((rows, step) => webMove(rows, step))],
  begin: [1, async (world) => (world.open.length < 3 ? beginSlow(world) : undefined)],
  end: [
    2,
    (world, _client, { pick, value }) => endOpen(world, choose(world.open, pick), value !== 3),
  ],
  access: [1, (world, client, step) => changeAccess(world, client, step)],
  prune: [0.5, (world) => world.database.admin.query('SELECT lectern.prune_change_log()')],
} satisfies { readonly [kind: string]: readonly [weight: number, happens: Do] };

export type RealStepKind = keyof typeof happenings;

/** Each kind as often as it weighs. */
export const realKinds: readonly RealStepKind[] = Object.entries(happenings).flatMap(
  ([kind, [weight]]) => Array<RealStepKind>(weight * 2).fill(kind as RealStepKind), // its own keys
);

/** Does one step for real and in the model, and compares the two. */
export async function takeStep(world: RealWorld, step: RealStep): Promise<void> {
  const client = world.clients[step.who % people.length];
  if (!client) return;
  client.engine.clock.advance(1000);
  await (happenings[step.kind][1] as Do)(world, client, step);
  compareClient(client);
  await compareServer(world);
}

/** Everybody comes home, people decide: the queues drain (I8) and all are equal (I3, I9). */
export async function comeToRest(world: RealWorld): Promise<void> {
  for (const one of [...world.open]) await endOpen(world, one, true);
  for (let round = 0; round < 12; round += 1) {
    for (const client of world.clients) {
      await runCycle(world, client, 'run');
      compareClient(client);
      await decideTheRest(client);
      const stopped = client.model.outbox.filter((operation) => operation.isStopped);
      for (const [at, operation] of stopped.entries()) {
        // A decision may reach further than one.
        if (operation.isStopped) await decideOne(client, operation.id, round + at);
        compareClient(client);
      }
    }
    await compareServer(world);
    if (round > 0 && world.clients.every(hasNothingPending)) return atRest(world);
  }
  throw new Error('I8: the queues do not drain');
}

function hasNothingPending({ engine, model }: RealClient): boolean {
  const pending = engine.sql
    .prepare(`SELECT count(*) FROM lectern_outbox WHERE state NOT IN ('settled', 'discarded')`)
    .pluck()
    .get();
  return pending === 0 && model.outbox.every((one) => !one.isPending);
}

async function atRest(world: RealWorld): Promise<void> {
  for (const client of world.clients) {
    await runCycle(world, client, 'run');
    compareMirror(client);
    const { sql, client: calls, restart: _restart } = client.engine;
    const left = sql.prepare('SELECT * FROM lectern_base').all();
    if (left.length > 0) throw new Error(`${client.name} keeps apart ${JSON.stringify(left)}`);
    const check = await calls.workspace.check({});
    if (!check.ok || check.value.complaints.length > 0) {
      throw new Error(`I9: ${JSON.stringify(check)}`);
    }
    await verifyRest(client);
    compareStandings(client);
  }
}

/** UserXP is the sum of the ledger, here as on the server. */
function compareStandings({ engine, name }: RealClient): void {
  const wrong = engine.sql
    .prepare(
      `SELECT x."userId", x."totalXP",
              (SELECT coalesce(sum(t."amount"), 0) FROM "XPTransaction" t WHERE t."userId" = x."userId") AS sum
         FROM "UserXP" x WHERE x."totalXP" <> sum`,
    )
    .all();
  if (wrong.length > 0)
    throw new Error(`${name}'s standings are not the sums: ${JSON.stringify(wrong)}`);
}

/**
 * What is not followed change by change, and is there for verify to find: a learner's row with no
 * XP after the first award was given up, and the history of a submission that was gone and is back.
 */
const mended = ['UserXP', 'lectern_grade_history', 'lectern_submission_version'];

async function verifyRest({ engine }: RealClient): Promise<void> {
  const { sync } = engine.client;
  const verified = await sync.verify({});
  if (!verified.ok || verified.value.differs.some(({ table }) => !mended.includes(table))) {
    throw new Error(`I3: verify finds ${JSON.stringify(verified)}`);
  }
  if (verified.value.ok) return;
  const repaired = await sync.repair({});
  const again = await sync.verify({});
  if (!repaired.ok || !again.ok || !again.value.ok) {
    throw new Error(`I3: repair leaves ${JSON.stringify(again)}`);
  }
}

/** History and versions tell of something else; the model does not follow them. */
async function decideTheRest({ engine, model }: RealClient): Promise<void> {
  const { sync } = engine.client;
  const listed = await sync.outbox({ limit: 500 });
  const known = new Set(model.outbox.map(({ id }) => id));
  for (const { op, actions } of listed.ok ? listed.value.items : []) {
    if (known.has(op)) continue;
    if (actions.includes('discard')) await sync.act({ op, action: 'discard' });
    else if (actions.includes('resolve')) await sync.resolve({ op, take: 'theirs' });
  }
}

/** A person does something: what the program makes of it, the model takes over. */
function person(call: Call): Do {
  return async (_world, client, step) => {
    await call(client, step);
    takeOver(client);
  };
}

/** The operations that the program has queued since. */
export function takeOver(client: RealClient): void {
  const { engine, model } = client;
  const queued = queueOf(engine.sql, client.lastSeq);
  const made = queued.map(({ opId, group, key, kind, after, before }) => {
    const shown: Fields = { ...model.rows.get(key), ...after };
    const row = kind === 'delete' ? before : kind === 'insert' ? after : shown;
    return new ModelOperation(opId, group, key, kind, row, after, before);
  });
  client.lastSeq = queued.at(-1)?.seq ?? client.lastSeq;
  if (made.length > 0) model.adopt(made);
}

function choose<T>(list: readonly T[], pick: number): T | undefined {
  return list[pick % Math.max(1, list.length)];
}

function keysOf(rows: Rows, ...tables: string[]): RowKey[] {
  return inOrder(rows).flatMap(([key]) => (tables.includes(tableOf(key).name) ? [key] : []));
}

function valueOf(field: string, value: number): string | number {
  return field === 'title' || field === 'feedback' || field === 'question'
    ? `t${value}`
    : value + 1;
}

function edit(client: RealClient, { pick, value }: RealStep, table: string, fields: string[]) {
  const key = choose(keysOf(client.model.rows, table), pick);
  const field = choose(fields, pick >> 3);
  if (key === undefined || field === undefined) return undefined;
  const set = { [field]: valueOf(field, value) };
  return client.engine.client.history.edit({ table, id: idOf(key), set });
}

function grade({ engine, model }: RealClient, { pick, value }: RealStep) {
  const key = choose(keysOf(model.rows, 'AssignmentSubmission'), pick);
  return key === undefined ? undefined : engine.client.grading.grade({ id: idOf(key), raw: value });
}

function create({ engine, model }: RealClient, { pick, value }: RealStep) {
  const course = choose(keysOf(model.rows, 'Course'), pick);
  const quiz = choose(keysOf(model.rows, 'Quiz'), pick);
  if (course === undefined) return undefined;
  const { client } = engine;
  if (value === 0) return client.assignments.create({ title: 'new', courseId: idOf(course) });
  if (value === 1) return client.quizzes.create({ title: 'new', courseId: idOf(course) });
  if (quiz === undefined) return undefined;
  const question = {
    type: 'true_false' as const,
    question: 'new',
    options: {},
    correctAnswer: { value: true },
    points: 1,
  };
  return client.questions.create({ quizId: idOf(quiz), question });
}

function remove({ engine, model }: RealClient, { pick, value }: RealStep) {
  const table = choose(['Assignment', 'Quiz', 'Question'], value) ?? 'Quiz';
  const key = choose(keysOf(model.rows, table), pick);
  if (key === undefined) return undefined;
  const id = idOf(key);
  if (table === 'Assignment') return engine.client.assignments.remove({ id });
  if (table === 'Quiz') return engine.client.quizzes.remove({ id });
  return engine.client.questions.remove({ ids: [id] });
}

function move({ engine, model }: RealClient, { pick, value }: RealStep) {
  const key = choose(keysOf(model.rows, 'Assignment', 'Quiz'), pick);
  const course = choose(keysOf(model.rows, 'Course'), value);
  if (key === undefined || course === undefined) return undefined;
  const set = { courseId: idOf(course) };
  return engine.client.history.edit({ table: tableOf(key).name, id: idOf(key), set });
}

function undo({ engine, model }: RealClient, { pick }: RealStep) {
  const actions = [...new Set(model.outbox.map(({ group }) => group))].slice(-4);
  const action = choose(actions, pick);
  return action === undefined ? undefined : engine.client.history.undo({ action });
}

async function decide(client: RealClient, { pick, value }: RealStep): Promise<void> {
  const stopped = client.model.outbox.filter((operation) => operation.isStopped);
  const operation = choose(stopped, pick);
  if (operation) await decideOne(client, operation.id, value);
}

/** A person decides in one of the ways that the program offers; its decision is taken over. */
async function decideOne(client: RealClient, op: string, choice: number): Promise<void> {
  const { client: calls, sql } = client.engine;
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
  takeOver(client);
  takeDecision(client, sql);
}

/** Every operation as the program has it now: a decision may reach further than one. */
function takeDecision({ model }: RealClient, sql: RealClient['engine']['sql']): void {
  const rows = sql
    .prepare(
      `SELECT o.op_id AS id, o.push_id AS pushId, o.kind, o.state,
              coalesce(o.fields, j.after) AS fields, coalesce(o.base, j.before) AS base
         FROM lectern_outbox o LEFT JOIN lectern_operation j ON j.id = o.op_id`,
    )
    .all() as {
    readonly id: string;
    readonly pushId: string;
    readonly kind: ModelOperation['kind'];
    readonly state: ModelOperation['state'];
    readonly fields: string | null;
    readonly base: string | null;
  }[]; // what the statement selects
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const operation of model.outbox) {
    const row = byId.get(operation.id);
    if (!row || (row.state === operation.state && row.pushId === operation.pushId)) continue;
    operation.become({
      ...row,
      fields: fieldsOf(operation, row.fields),
      base: fieldsOf(operation, row.base),
    });
  }
  model.decided();
}

function fieldsOf({ key }: ModelOperation, text: string | null): Fields {
  return localFields(tableOf(key).name, JSON.parse(text ?? '{}') as Fields); // a row, by the journal
}

async function offline({ proxy, engine }: RealClient): Promise<void> {
  await proxy.goOffline();
  const answer = await engine.client.sync.run({});
  await proxy.accept();
  if (answer.ok) throw new Error('Without a network a run cannot succeed');
}

async function restart(client: RealClient): Promise<void> {
  client.engine = await client.engine.restart();
}

function web(changes: (rows: Rows, step: RealStep, id: string) => readonly Change[]): Do {
  return async (world, _client, step) => {
    const slow = world.open.filter(({ client }) => client !== undefined);
    const inside = step.who === 0 ? undefined : choose(slow, step.who);
    await webChange(world, changes(world.server.disk.rows, step, world.newId()), inside);
  };
}

function webEdit(rows: Rows, { pick, value }: RealStep): readonly Change[] {
  const tables = ['Assignment', 'AssignmentSubmission', 'AssignmentSubmission', 'Question'];
  const key = choose(keysOf(rows, choose(tables, pick) ?? 'Question'), pick >> 2);
  if (key === undefined) return [];
  const fields = { Assignment: ['title', 'maxPoints'], Question: ['question', 'points'] }[
    tableOf(key).name
  ] ?? ['feedback', 'score'];
  const field = choose(fields, pick >> 4) ?? 'score';
  return [{ kind: 'update', key, patch: { [field]: valueOf(field, value) } }];
}

function webInsert(rows: Rows, { pick, value }: RealStep, id: string): readonly Change[] {
  const insert = (table: string, row: Fields): readonly Change[] => [
    { kind: 'insert', key: rowKey(table, id), row: { id, ...row } },
  ];
  const course = choose(keysOf(rows, 'Course'), pick);
  const assignment = choose(keysOf(rows, 'Assignment'), pick);
  const quiz = choose(keysOf(rows, 'Quiz'), pick);
  if (value === 0 && course !== undefined)
    return insert('Assignment', { courseId: idOf(course), title: 'web', description: 'd' });
  if (value === 1 && quiz !== undefined) {
    const body = { type: 'true_false', question: 'web', options: '{}' };
    const answer = { correctAnswer: '{"value":false}', points: 1, order: 9 };
    return insert('Question', { quizId: idOf(quiz), ...body, ...answer });
  }
  if (assignment === undefined) return [];
  const userId = choose(['mia', 'noor', 'eli'], value + pick) ?? 'mia';
  return insert('AssignmentSubmission', { assignmentId: idOf(assignment), userId, content: 'w' });
}

function webRemove(rows: Rows, { pick, value }: RealStep): readonly Change[] {
  const table = choose(['AssignmentSubmission', 'Question', 'Quiz', 'Assignment'], value);
  const key = choose(keysOf(rows, table ?? 'Quiz'), pick);
  return key === undefined ? [] : [{ kind: 'delete', key }];
}

function webMove(rows: Rows, { pick, value }: RealStep): readonly Change[] {
  const key = choose(keysOf(rows, 'Assignment', 'Quiz'), pick);
  const course = choose(keysOf(rows, 'Course'), value);
  if (key === undefined || course === undefined) return [];
  return [{ kind: 'update', key, patch: { courseId: idOf(course) } }];
}

async function changeAccess(world: RealWorld, client: RealClient, step: RealStep): Promise<void> {
  const access = world.server.disk.access.get(client.name);
  const course = choose(['c1', 'c2', 'c3'], step.pick) ?? 'c1';
  const { admin } = world.database;
  // With no course at all there are no learners, and no ledger.
  if (access?.has(course) && access.size === 1) return;
  if (access?.delete(course)) {
    await admin.query('DELETE FROM lectern.course_access WHERE user_id = $1 AND course_id = $2', [
      client.name,
      course,
    ]);
    return;
  }
  access?.add(course);
  await admin.query('INSERT INTO lectern.course_access (user_id, course_id) VALUES ($1, $2)', [
    client.name,
    course,
  ]);
}
