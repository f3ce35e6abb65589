import { describe, expect, it } from 'vitest';
import { builders } from '../support/builders';
import { expectFailure, expectOk, testEngine } from '../support/engine';

describe('people', () => {
  it('are everybody any table mentions, those with a name first', async () => {
    const test = await testEngine();
    const make = builders(test);
    const courseId = make.course();
    const chapter = make.chapter(courseId);
    make.person('u1', 'Zoë Ångström', 'zoe@example.org');
    make.progress(chapter, 'u1', { updatedAt: '2026-02-01T00:00:00.000Z' });
    make.purchase(courseId, 'u2');
    make.attempt(make.quiz(), 'u3', { completedAt: '2026-02-03T00:00:00.000Z' });
    make.submission(make.assignment(), 'u4', { submittedAt: '2026-02-04T00:00:00.000Z' });
    make.person('u5', 'Ada Boateng');

    const { people } = expectOk(await test.client.people.list({}));
    expect(people.map(({ userId }) => userId)).toEqual(['u5', 'u1', 'u2', 'u3', 'u4']);
    expect(people[1]).toEqual({
      userId: 'u1',
      name: 'Zoë Ångström',
      email: 'zoe@example.org',
      totalXP: 0,
      level: 1,
      courses: 1,
      completedCourses: 1,
      lastActivity: '2026-02-01T00:00:00.000Z',
    });
    expect(people[4]).toMatchObject({ name: null, lastActivity: '2026-02-04T00:00:00.000Z' });
    expect(expectOk(await test.client.home.counts({})).people).toBe(5);
  });

  it('have a page with their progress, attempts, submissions and awards', async () => {
    const test = await testEngine();
    const make = builders(test);
    const courseId = make.course({ title: 'Tides' });
    make.person('mia', 'Mia Ito');
    make.progress(make.chapter(courseId), 'mia');
    make.chapter(courseId, { position: 2 });
    make.chapter(courseId, { position: 3, isPublished: 0 });
    const quizId = make.quiz({ passingScore: 50, xpReward: 120 });
    make.question(quizId, { id: 'q' });
    expectOk(
      await test.client.attempts.record({ quizId, userId: 'mia', answers: { q: { value: true } } }),
    );
    make.submission(make.assignment({ title: 'Report' }), 'mia', { score: 7.5 });

    const page = expectOk(await test.client.people.get({ userId: 'mia' }));
    expect(page.progress).toEqual([{ courseId, title: 'Tides', completed: 1, chapters: 2 }]);
    expect(page.attempts[0]).toMatchObject({ quizTitle: 'Heat, week 1', score: 2, passed: true });
    expect(page.submissions[0]).toMatchObject({ assignmentTitle: 'Report', score: 7.5 });
    expect(page).toMatchObject({ totalXP: 120, level: 2, currentLevelXP: 20, currentStreak: 0 });
    expect(page.ledger[0]).toMatchObject({ amount: 120, sourceType: 'quiz' });
    expectFailure(await test.client.people.get({ userId: 'nobody' }), 'not_found');
  });

  it('get a name by hand, which undo takes away again', async () => {
    const test = await testEngine();
    const make = builders(test);
    make.purchase(make.course(), 'u1');
    const name = async () => expectOk(await test.client.people.get({ userId: 'u1' })).name;
    expectOk(await test.client.people.update({ userId: 'u1', name: ' Mia   Ito ' }));
    expect(await name()).toBe('Mia Ito');
    expectOk(await test.client.people.update({ userId: 'u1', email: 'mia@example.org' }));
    expect(expectOk(await test.client.history.next({})).undo?.label).toBe('address of Mia Ito');
    expectOk(await test.client.history.undo({}));
    expectOk(await test.client.history.undo({}));
    expect(await name()).toBeNull();
    expectFailure(await test.client.people.update({ userId: 'u1', name: ' ' }), 'bad_input');
    expectFailure(await test.client.people.update({ userId: 'u1', name: 'A\u0007' }), 'bad_input');
    expectFailure(await test.client.people.update({ userId: 'nobody', name: 'X' }), 'bad_input');
  });
});
