import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/shared/kernel/errors';
import { builders } from '../support/builders';
import { expectFailure, expectOk, testEngine, type TestEngine } from '../support/engine';

type Set = { readonly [field: string]: JsonValue };

const edit = (test: TestEngine, table: string, id: string, set: Set) =>
  test.call('history.edit', { table, id, set });

describe('the history', () => {
  it('lists what was done, newest first, and what touched one row', async () => {
    const test = await testEngine();
    const first = expectOk(await test.client.courses.create({ title: 'A' }));
    test.clock.advance(1000);
    expectOk(await test.client.courses.create({ title: 'B' }));
    expectOk(await test.client.courses.update({ id: first.id, patch: { isFree: true } }));
    expectOk(await test.client.history.undo({}));

    const { actions } = expectOk(await test.client.history.list({}));
    expect(actions.map(({ kind, label, undone }) => [kind, label, undone])).toEqual([
      ['undo', 'price of “A”', false],
      ['do', 'price of “A”', true],
      ['do', 'new course “B”', false],
      ['do', 'new course “A”', false],
    ]);
    expect(actions[3]).toMatchObject({ at: '2026-03-02T09:00:00.000Z', who: 'Tess Tester' });
    const ofRow = { table: 'Course', key: first.id };
    expect(expectOk(await test.client.history.list(ofRow)).actions).toHaveLength(3);
    expect(expectOk(await test.client.history.list({ limit: 1 })).actions).toHaveLength(1);
    expect(expectOk(await test.client.history.list({ before: 2 })).actions).toHaveLength(1);
  });

  it('knows what undo and redo would act on', async () => {
    const test = await testEngine();
    expect(expectOk(await test.client.history.next({}))).toEqual({ undo: null, redo: null });
    expectFailure(await test.client.history.undo({}), 'not_found');
    expectFailure(await test.client.history.redo({}), 'not_found');
    expectOk(await test.client.courses.create({ title: 'A' }));
    expectOk(await test.client.history.undo({}));
    const { undo, redo } = expectOk(await test.client.history.next({}));
    expect([undo, redo?.name]).toEqual([null, 'course.create']);
  });
});

describe('a single edit', () => {
  it('converts every family of values and is one undoable action', async () => {
    const test = await testEngine();
    const id = builders(test).course({ title: 'Heat' });
    const set = {
      isPublished: true,
      price: 12.5,
      estimatedHours: null,
      prerequisites: ['other'],
      createdAt: '2026-01-01T10:00:00+02:00',
      title: '  Heat  and work',
    };
    const { op, action } = expectOk(await test.client.history.edit({ table: 'Course', id, set }));
    const row = () => test.sql.prepare('SELECT * FROM Course WHERE id = ?').get(id);
    expect(row()).toMatchObject({
      isPublished: 1,
      price: 12.5,
      estimatedHours: null,
      prerequisites: '["other"]',
      createdAt: '2026-01-01T08:00:00.000Z',
      title: 'Heat and work',
    });
    const stored = test.sql
      .prepare('SELECT id FROM lectern_operation WHERE action_id = ?')
      .all(action);
    expect(stored).toEqual([{ id: op }]);
    expectOk(await test.client.history.undo({ action }));
    expect(row()).toMatchObject({ isPublished: 0, prerequisites: '[]', title: 'Heat' });
  });

  it('names every field it cannot use and changes nothing', async () => {
    const test = await testEngine();
    const id = builders(test).quiz();
    const failure = expectFailure(
      await edit(test, 'Quiz', id, {
        passingScore: 'high',
        isPublished: 1,
        color: 'red',
        id: 'x',
        title: 'New',
      }),
      'bad_input',
    );
    for (const field of ['passingScore', 'isPublished', 'color', 'id is no field']) {
      expect(failure.message).toContain(field);
    }
    expect(expectOk(await test.client.quizzes.get({ id })).title).toBe('Heat, week 1');
  });

  it.each([
    ['Quiz', { passingScore: 101 }, 'passingScore'],
    ['Quiz', { title: '\u0000' }, 'title'],
    ['Quiz', { chapterId: 'none' }, 'FOREIGN KEY'],
    ['Quiz', { timeLimit: 1.5 }, 'whole number'],
    ['Quiz', {}, 'no field'],
    ['Quiz', { updatedAt: '2026-01-01T00:00:00.000Z' }, 'updatedAt'],
    ['Quiz', { title: 'Heat, week 1' }, 'already'],
    ['Question', { type: 'riddle' }, 'type'],
    ['Question', { correctAnswer: { value: 'yes' } }, 'correctAnswer.value'],
    ['Question', { correctAnswer: null }, 'not null'],
    ['AssignmentSubmission', { score: -1 }, 'CHECK'],
    ['AssignmentSubmission', { submittedAt: '2026-01-01' }, 'a time such as'],
    ['AssignmentSubmission', { fileUrls: [1] }, 'list of texts'],
    ['QuizAttempt', { answers: { q: 'half \ud800' } }, 'half of a character'],
  ])('of %s with %o is refused because of %s', async (table, set, words) => {
    const test = await testEngine();
    const make = builders(test);
    const quiz = make.quiz();
    const ids: { readonly [table: string]: string } = {
      Quiz: quiz,
      Question: make.question(quiz),
      QuizAttempt: make.attempt(quiz, 'mia'),
      AssignmentSubmission: make.submission(make.assignment(), 'mia'),
    };
    const failure = expectFailure(await edit(test, table, ids[table] ?? '', set), 'bad_input');
    expect(failure.message).toContain(words);
    expect(expectOk(await test.client.history.list({})).actions).toEqual([]);
  });

  it('reaches neither the ledger, certificates, the journal nor settings', async () => {
    const test = await testEngine();
    for (const table of [
      'UserXP',
      'XPTransaction',
      'Certificate',
      'StripeCustomer',
      'lectern_action',
      'lectern_setting',
      'sqlite_master',
      'toString',
    ]) {
      expectFailure(await edit(test, table, 'x', { amount: 1 }), 'bad_input');
    }
    expectFailure(await edit(test, 'Course', 'none', { title: 'X' }), 'not_found');
  });

  it('mends one thing of a question that an import left unfinished', async () => {
    const test = await testEngine();
    const make = builders(test);
    const id = make.question(make.quiz(), { correctAnswer: '{}' });
    expectOk(await edit(test, 'Question', id, { points: 5 }));
    expectFailure(await edit(test, 'Question', id, { points: -5 }), 'bad_input');
  });

  it('of a person is checked as a roster is', async () => {
    const test = await testEngine();
    builders(test).person('mia', 'Mia Ito');
    expectFailure(await edit(test, 'lectern_person', 'mia', { email: 'no address' }), 'bad_input');
    expectOk(await edit(test, 'lectern_person', 'mia', { email: 'mia@example.org' }));
    expect(expectOk(await test.client.people.get({ userId: 'mia' })).email).toBe('mia@example.org');
  });
});
