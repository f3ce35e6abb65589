import type { Failure } from '../../../src/shared/kernel/errors';
import type { Result } from '../../../src/shared/kernel/result';
import { choose, keysOf, valueOf } from './choose';
import { idOf, tableOf } from './model-table';
import { takeOver } from './real-queue';
import type { RealStep } from './real-steps';
import type { RealClient } from './real-world';

/** What a person asks the program to do; undefined where there is nothing to do it to. */
type Call = (client: RealClient, step: RealStep) => Promise<Result<unknown, Failure>> | undefined;

/** A person does something: what the program makes of it, the model takes over. */
export function person(call: Call) {
  return async (_world: unknown, client: RealClient, step: RealStep): Promise<void> => {
    await call(client, step);
    takeOver(client);
  };
}

export function edit(
  client: RealClient,
  { pick, value }: RealStep,
  table: string,
  fields: readonly string[],
) {
  const key = choose(keysOf(client.model.rows, table), pick);
  const field = choose(fields, pick >> 3);
  if (key === undefined || field === undefined) return undefined;
  const set = { [field]: valueOf(field, value) };
  return client.engine.client.history.edit({ table, id: idOf(key), set });
}

export function grade({ engine, model }: RealClient, { pick, value }: RealStep) {
  const key = choose(keysOf(model.rows, 'AssignmentSubmission'), pick);
  return key === undefined ? undefined : engine.client.grading.grade({ id: idOf(key), raw: value });
}

export function create({ engine, model }: RealClient, { pick, value }: RealStep) {
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

export function remove({ engine, model }: RealClient, { pick, value }: RealStep) {
  const table = choose(['Assignment', 'Quiz', 'Question'], value) ?? 'Quiz';
  const key = choose(keysOf(model.rows, table), pick);
  if (key === undefined) return undefined;
  const id = idOf(key);
  if (table === 'Assignment') return engine.client.assignments.remove({ id });
  if (table === 'Quiz') return engine.client.quizzes.remove({ id });
  return engine.client.questions.remove({ ids: [id] });
}

export function move({ engine, model }: RealClient, { pick, value }: RealStep) {
  const key = choose(keysOf(model.rows, 'Assignment', 'Quiz'), pick);
  const course = choose(keysOf(model.rows, 'Course'), value);
  if (key === undefined || course === undefined) return undefined;
  const set = { courseId: idOf(course) };
  return engine.client.history.edit({ table: tableOf(key).name, id: idOf(key), set });
}

export function undo({ engine, model }: RealClient, { pick }: RealStep) {
  const actions = [...new Set(model.outbox.map(({ group }) => group))].slice(-4);
  const action = choose(actions, pick);
  return action === undefined ? undefined : engine.client.history.undo({ action });
}
