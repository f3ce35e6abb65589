import type { Fields } from '../../../src/shared/domain/sync/values';
import { choose, keysOf, valueOf } from './choose';
import type { Change } from './model-edit';
import { idOf, rowKey, tableOf, type Rows } from './model-table';
import type { RealStep } from './real-steps';
import { webChange, type RealClient, type RealWorld } from './real-world';

/** The web application does something, at once or in one of its slow transactions. */
export function web(changes: (rows: Rows, step: RealStep, id: string) => readonly Change[]) {
  return async (world: RealWorld, _client: unknown, step: RealStep): Promise<void> => {
    const slow = world.open.filter(({ client }) => client !== undefined);
    const inside = step.who === 0 ? undefined : choose(slow, step.who);
    await webChange(world, changes(world.server.disk.rows, step, world.newId()), inside);
  };
}

export function webEdit(rows: Rows, { pick, value }: RealStep): readonly Change[] {
  const tables = ['Assignment', 'AssignmentSubmission', 'AssignmentSubmission', 'Question'];
  const key = choose(keysOf(rows, choose(tables, pick) ?? 'Question'), pick >> 2);
  if (key === undefined) return [];
  const fields = { Assignment: ['title', 'maxPoints'], Question: ['question', 'points'] }[
    tableOf(key).name
  ] ?? ['feedback', 'score'];
  const field = choose(fields, pick >> 4) ?? 'score';
  return [{ kind: 'update', key, patch: { [field]: valueOf(field, value) } }];
}

export function webInsert(rows: Rows, { pick, value }: RealStep, id: string): readonly Change[] {
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

export function webRemove(rows: Rows, { pick, value }: RealStep): readonly Change[] {
  const table = choose(['AssignmentSubmission', 'Question', 'Quiz', 'Assignment'], value);
  const key = choose(keysOf(rows, table ?? 'Quiz'), pick);
  return key === undefined ? [] : [{ kind: 'delete', key }];
}

export function webMove(rows: Rows, { pick, value }: RealStep): readonly Change[] {
  const key = choose(keysOf(rows, 'Assignment', 'Quiz'), pick);
  const course = choose(keysOf(rows, 'Course'), value);
  if (key === undefined || course === undefined) return [];
  return [{ kind: 'update', key, patch: { courseId: idOf(course) } }];
}

/** Gives somebody a course, or takes it away. */
export async function changeAccess(
  world: RealWorld,
  client: RealClient,
  step: RealStep,
): Promise<void> {
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
