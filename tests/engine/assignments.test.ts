import { describe, expect, it } from 'vitest';
import { builders } from '../support/builders';
import { expectFailure, expectOk, testEngine } from '../support/engine';

const graded = { score: 80, gradedAt: '2026-02-01T00:00:00.000Z' };

describe('assignments', () => {
  it('count submissions, ungraded ones, and the mean of the graded', async () => {
    const test = await testEngine();
    const make = builders(test);
    const courseId = make.course({ title: 'Tides' });
    const id = make.assignment({ courseId });
    make.submission(id, 'mia', graded);
    make.submission(id, 'noor', { ...graded, score: 85.5 });
    make.submission(id, 'olu');
    const [row] = expectOk(await test.client.assignments.list({ courseId })).assignments;
    expect(row).toMatchObject({
      submissions: 3,
      ungraded: 1,
      meanScore: 82.75,
      courseTitle: 'Tides',
    });
    expect(expectOk(await test.client.assignments.list({})).assignments).toHaveLength(1);
  });

  it('take a due date only as an instant of a day that exists', async () => {
    const test = await testEngine();
    const { id } = expectOk(await test.client.assignments.create({ title: 'Report' }));
    expectOk(
      await test.client.assignments.update({
        id,
        patch: { dueDate: '2026-04-01T12:00:00.000Z', maxPoints: 50 },
      }),
    );
    expect(expectOk(await test.client.assignments.get({ id }))).toMatchObject({
      dueDate: '2026-04-01T12:00:00.000Z',
      maxPoints: 50,
      description: '',
      latePolicy: null,
    });
    expect(expectOk(await test.client.history.next({})).undo?.label).toBe('2 fields of “Report”');
    expectFailure(
      await test.client.assignments.update({ id, patch: { dueDate: '2026-02-30T12:00:00.000Z' } }),
      'bad_input',
    );
    expectFailure(
      await test.client.assignments.update({ id, patch: { maxPoints: 0 } }),
      'bad_input',
    );
    expectFailure(await test.client.assignments.update({ id: 'none', patch: {} }), 'not_found');
  });

  it('get, change and lose their rule for late work, each step undoable', async () => {
    const test = await testEngine();
    const id = builders(test).assignment();
    const rule = { rate: 10, intervalSeconds: 86_400, floorPercent: 40 };
    const now = async () => expectOk(await test.client.assignments.get({ id })).latePolicy;
    expectOk(await test.client.assignments.setLatePolicy({ id, policy: rule }));
    expectOk(await test.client.assignments.setLatePolicy({ id, policy: { ...rule, rate: 20 } }));
    expect(await now()).toEqual({ ...rule, rate: 20 });
    expectOk(await test.client.assignments.setLatePolicy({ id, policy: null }));
    expectOk(await test.client.assignments.setLatePolicy({ id, policy: null }));
    expect(await now()).toBeNull();
    expectOk(await test.client.history.undo({}));
    expect(await now()).toEqual({ ...rule, rate: 20 });
    expectOk(await test.client.history.undo({}));
    expect(await now()).toEqual(rule);
  });

  it('are removed only while nobody has handed anything in', async () => {
    const test = await testEngine();
    const make = builders(test);
    const [empty, used] = [make.assignment(), make.assignment()];
    make.submission(used, 'mia');
    expectOk(await test.client.assignments.remove({ id: empty }));
    const failure = expectFailure(await test.client.assignments.remove({ id: used }), 'refused');
    expect(failure.message).toContain('Unpublish it instead');
  });
});
