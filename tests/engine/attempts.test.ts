import { describe, expect, it } from 'vitest';
import { builders } from '../support/builders';
import { expectFailure, expectOk, testEngine } from '../support/engine';

async function quizForMia(settings: { readonly [column: string]: number } = {}) {
  const test = await testEngine();
  const make = builders(test);
  make.person('mia', 'Mia Ito');
  const quizId = make.quiz({ passingScore: 50, xpReward: 30, ...settings });
  make.question(quizId, { id: 'tf', order: 1, points: 2 });
  make.question(quizId, { id: 'essay', order: 2, type: 'essay', correctAnswer: '{}', points: 2 });
  return { test, quizId };
}

const right = { tf: { value: true }, essay: { text: 'Because.' } };
const wrong = { tf: { value: false } };

describe('attempts', () => {
  it('are scored without being stored', async () => {
    const { test, quizId } = await quizForMia();
    const score = expectOk(await test.client.attempts.score({ quizId, answers: right }));
    expect(score).toEqual({
      score: 2,
      totalPoints: 4,
      passed: true,
      perQuestion: [
        { questionId: 'tf', points: 2, maxPoints: 2, state: 'auto' },
        { questionId: 'essay', points: 0, maxPoints: 2, state: 'waiting' },
      ],
    });
    expect(expectOk(await test.client.attempts.list({ quizId })).attempts).toEqual([]);
  });

  it('are stored with the points of each question and pay the first pass, once', async () => {
    const { test, quizId } = await quizForMia();
    const record = (answers: typeof wrong) =>
      test.client.attempts.record({ quizId, userId: 'mia', answers });
    expect(expectOk(await record(wrong))).toMatchObject({ score: 0, passed: false });
    expect(test.sql.prepare('SELECT * FROM XPTransaction').all()).toEqual([]);
    expectOk(await record(right));
    expectOk(await record(right));
    const xp = expectOk(await test.client.xp.show({ userId: 'mia' }));
    expect(xp).toMatchObject({ totalXP: 30, level: 1, currentLevelXP: 30 });
    expect(xp.ledger).toHaveLength(1);

    const { attempts } = expectOk(await test.client.attempts.list({ quizId }));
    expect(attempts).toHaveLength(3);
    expect(attempts[0]).toMatchObject({ learnerName: 'Mia Ito' });
    expect(attempts.map(({ waiting }) => waiting).toSorted()).toEqual([0, 1, 1]);
  });

  it('take the award with them when they are undone', async () => {
    const { test, quizId } = await quizForMia();
    expectOk(await test.client.attempts.record({ quizId, userId: 'mia', answers: right }));
    const { undone } = expectOk(await test.client.history.undo({}));
    expect(undone.label).toBe('attempt of Mia Ito at “Heat, week 1”');
    expect(expectOk(await test.client.xp.show({ userId: 'mia' }))).toMatchObject({
      totalXP: 0,
      ledger: [],
    });
    expect(expectOk(await test.client.attempts.list({ quizId })).attempts).toEqual([]);
    expectOk(await test.client.history.redo({}));
    expect(expectOk(await test.client.xp.show({ userId: 'mia' })).totalXP).toBe(30);
  });

  it('are refused beyond the number allowed, in the future, for strangers and for unknown questions', async () => {
    const { test, quizId } = await quizForMia({ maxAttempts: 1 });
    const record = (change: object) =>
      test.client.attempts.record({ quizId, userId: 'mia', answers: right, ...change });
    expectFailure(await record({ completedAt: '2026-03-02T09:00:01Z' }), 'bad_input');
    expectFailure(await record({ userId: 'stranger' }), 'bad_input');
    expectFailure(await record({ answers: { other: { value: true } } }), 'bad_input');
    expectFailure(await record({ quizId: 'none' }), 'not_found');
    expectOk(await record({ completedAt: '2026-03-01T09:00:00Z' }));
    const refused = expectFailure(await record({}), 'refused');
    expect(refused.message).toContain('Mia Ito has made 1 of 1 attempts');
  });

  it('of a quiz without a question are refused', async () => {
    const { test } = await quizForMia();
    const quizId = builders(test).quiz({ id: 'empty' });
    expectFailure(
      await test.client.attempts.record({ quizId, userId: 'mia', answers: {} }),
      'refused',
    );
  });

  it('leave a question that cannot be judged waiting, with its points in the total', async () => {
    const { test, quizId } = await quizForMia();
    test.sql.prepare(`UPDATE Question SET correctAnswer = '{}' WHERE id = 'tf'`).run();
    const score = expectOk(await test.client.attempts.score({ quizId, answers: right }));
    expect(score).toMatchObject({ score: 0, totalPoints: 4, passed: false });
    expect(score.perQuestion[0]).toMatchObject({ state: 'waiting', maxPoints: 2 });
  });
});
