import { describe, expect, it } from 'vitest';
import { builders, trueFalseInput } from '../support/builders';
import { expectFailure, expectOk, testEngine } from '../support/engine';

describe('quizzes', () => {
  it('count questions, points without descriptions, attempts, and imports that need attention', async () => {
    const test = await testEngine();
    const make = builders(test);
    const courseId = make.course({ title: 'Tides' });
    const chapterId = make.chapter(courseId, { title: 'Moon' });
    const quiz = make.quiz({ chapterId });
    make.question(quiz, { points: 3 });
    const imported = make.question(quiz, { points: 4, order: 2 });
    make.question(quiz, { type: 'description', correctAnswer: '{}', points: 5, order: 3 });
    make.attempt(quiz, 'mia');
    test.sql
      .prepare(
        `INSERT INTO lectern_question_source (question_id, import_id, file, format, line, needs_attention, content_hash)
         VALUES (?, 'i', 'bank.gift', 'gift', 7, 1, 'h')`,
      )
      .run(imported);

    const { quizzes } = expectOk(await test.client.quizzes.list({ courseId }));
    expect(quizzes).toHaveLength(1);
    expect(quizzes[0]).toMatchObject({
      courseId,
      courseTitle: 'Tides',
      chapterTitle: 'Moon',
      questions: 3,
      totalPoints: 7,
      attempts: 1,
      needsAttention: 1,
    });
    expect(expectOk(await test.client.quizzes.list({ courseId: 'other' })).quizzes).toEqual([]);
  });

  it('are made with the defaults of the plan and changed field by field', async () => {
    const test = await testEngine();
    const courseId = builders(test).course();
    const { id } = expectOk(await test.client.quizzes.create({ title: 'Heat', courseId }));
    expectOk(
      await test.client.quizzes.update({
        id,
        patch: { passingScore: 80, timeLimit: 30, maxAttempts: 1 },
      }),
    );
    expect(expectOk(await test.client.quizzes.get({ id }))).toMatchObject({
      courseId,
      passingScore: 80,
      timeLimit: 30,
      maxAttempts: 1,
      xpReward: 25,
      isPublished: false,
    });
    expectFailure(await test.client.quizzes.create({ title: 'X', courseId: 'none' }), 'bad_input');
    expectFailure(
      await test.client.quizzes.update({ id, patch: { passingScore: 101 } }),
      'bad_input',
    );
  });

  it('follow their chapter into its course and let go of a chapter of another course', async () => {
    const test = await testEngine();
    const make = builders(test);
    const [tides, heat] = [make.course({ title: 'Tides' }), make.course({ title: 'Heat' })];
    const moon = make.chapter(tides);
    const id = make.quiz();
    const place = async () => {
      const { courseId, chapterId } = expectOk(await test.client.quizzes.get({ id }));
      return { courseId, chapterId };
    };
    expectOk(await test.client.quizzes.update({ id, patch: { chapterId: moon } }));
    expect(await place()).toEqual({ courseId: tides, chapterId: moon });
    expectOk(await test.client.quizzes.update({ id, patch: { courseId: heat } }));
    expect(await place()).toEqual({ courseId: heat, chapterId: null });
    expectFailure(
      await test.client.quizzes.update({ id, patch: { courseId: heat, chapterId: moon } }),
      'bad_input',
    );
    expectFailure(
      await test.client.quizzes.update({ id, patch: { chapterId: 'none' } }),
      'bad_input',
    );
  });

  it('say what blocks publishing and refuse it until that is mended', async () => {
    const test = await testEngine();
    const make = builders(test);
    const id = make.quiz();
    const review = async () => expectOk(await test.client.quizzes.review({ id }));
    expect((await review()).blocks).toEqual(['There is no question to answer yet.']);
    make.question(id, { order: 1 });
    const broken = make.question(id, { order: 2, correctAnswer: '{}' });
    make.question(id, { order: 3, type: 'essay', correctAnswer: '{}' });
    expect((await review()).blocks).toEqual([
      expect.stringContaining('Question 2 is not finished'),
    ]);
    expect((await review()).notes[0]).toContain('1 essay will wait');

    const refused = expectFailure(
      await test.client.quizzes.update({ id, patch: { isPublished: true } }),
      'refused',
    );
    expect(refused.message).toContain('Question 2');
    expectOk(await test.client.questions.update({ id: broken, question: trueFalseInput }));
    expectOk(await test.client.quizzes.update({ id, patch: { isPublished: true } }));
    expect(expectOk(await test.client.history.next({})).undo?.label).toBe('publish “Heat, week 1”');
  });

  it('are removed with their questions, and undo brings all of it back', async () => {
    const test = await testEngine();
    const make = builders(test);
    const id = make.quiz();
    make.question(id, { order: 1 });
    make.question(id, { order: 2 });
    expectOk(await test.client.quizzes.remove({ id }));
    expectFailure(await test.client.quizzes.get({ id }), 'not_found');
    expectOk(await test.client.history.undo({}));
    expect(expectOk(await test.client.questions.list({ quizId: id })).questions).toHaveLength(2);
  });

  it('are not removed once somebody has attempted them', async () => {
    const test = await testEngine();
    const make = builders(test);
    const id = make.quiz();
    make.attempt(id, 'mia');
    const failure = expectFailure(await test.client.quizzes.remove({ id }), 'refused');
    expect(failure.message).toContain('Unpublish it instead');
    expectOk(await test.client.quizzes.get({ id }));
  });
});
