import { describe, expect, it } from 'vitest';
import { builders } from '../support/builders';
import { expectFailure, expectOk, testEngine } from '../support/engine';

describe('courses', () => {
  it('count chapters, learners who have begun or bought, and those who completed every published chapter', async () => {
    const test = await testEngine();
    const make = builders(test);
    const courseId = make.course({
      title: 'Tides',
      categoryId: make.category({ name: 'Physics' }),
    });
    const first = make.chapter(courseId, { position: 1 });
    const second = make.chapter(courseId, { position: 2 });
    const draft = make.chapter(courseId, { position: 3, isPublished: 0 });
    make.progress(first, 'mia');
    make.progress(second, 'mia');
    make.progress(first, 'noor');
    make.progress(second, 'noor', { isCompleted: 0 });
    make.progress(draft, 'noor');
    make.purchase(courseId, 'olu');
    make.purchase(courseId, 'mia');
    make.course({ title: 'Empty' });

    const { courses } = expectOk(await test.client.courses.list({}));
    expect(
      courses.map(({ title, learners, completed }) => ({ title, learners, completed })),
    ).toEqual([
      { title: 'Empty', learners: 0, completed: 0 },
      { title: 'Tides', learners: 3, completed: 1 },
    ]);
    expect(courses[1]).toMatchObject({ chapters: 3, publishedChapters: 2, category: 'Physics' });
  });

  it('show their chapters in order, their work and their prerequisites, one of which is gone', async () => {
    const test = await testEngine();
    const make = builders(test);
    const before = make.course({ title: 'Before' });
    const courseId = make.course({ prerequisites: JSON.stringify([before, 'gone']) });
    const late = make.chapter(courseId, { title: 'Late', position: 9 });
    make.chapter(courseId, { title: 'Early', position: 2 });
    make.progress(late, 'mia');
    make.quiz({ title: 'Of a chapter', chapterId: late });
    make.quiz({ title: 'Of the course', courseId });
    make.assignment({ title: 'Report', courseId });

    const course = expectOk(await test.client.courses.get({ id: courseId }));
    expect(course.prerequisites).toEqual([
      { id: before, title: 'Before' },
      { id: 'gone', title: null },
    ]);
    expect(course.chapterList.map(({ title, completedBy }) => [title, completedBy])).toEqual([
      ['Early', 0],
      ['Late', 1],
    ]);
    expect(course.quizzes.map(({ title }) => title)).toEqual(['Of a chapter', 'Of the course']);
    expect(course.assignments).toHaveLength(1);
  });

  it('are made, changed with a telling label, and titles are cleaned', async () => {
    const test = await testEngine();
    const { id } = expectOk(await test.client.courses.create({ title: '  Heat   and work ' }));
    expectOk(
      await test.client.courses.update({
        id,
        patch: { difficulty: 'advanced', estimatedHours: 12, isPublished: true, description: null },
      }),
    );
    const course = expectOk(await test.client.courses.get({ id }));
    expect(course).toMatchObject({
      title: 'Heat and work',
      difficulty: 'advanced',
      isPublished: true,
    });
    expectOk(await test.client.courses.update({ id, patch: { title: 'Heat' } }));
    const { undo } = expectOk(await test.client.history.next({}));
    expect(undo?.label).toBe('title of “Heat and work”');
  });

  it('refuse a title with an invisible direction mark, naming its place', async () => {
    const test = await testEngine();
    const failure = expectFailure(
      await test.client.courses.create({ title: 'Heat\u202Etxt' }),
      'bad_input',
    );
    expect(failure.message).toContain('Character 5 (U+202E)');
  });

  it('refuse prerequisites that are gone or lead back to the course', async () => {
    const test = await testEngine();
    const make = builders(test);
    const a = make.course({ title: 'A' });
    const b = make.course({ title: 'B', prerequisites: JSON.stringify([a]) });
    const c = make.course({ title: 'C', prerequisites: JSON.stringify([b]) });
    const circle = expectFailure(
      await test.client.courses.update({ id: a, patch: { prerequisites: [c] } }),
      'bad_input',
    );
    expect(circle.message).toContain('“A” asks for “C” asks for “B” asks for “A”');
    expectFailure(
      await test.client.courses.update({ id: a, patch: { prerequisites: [a] } }),
      'bad_input',
    );
    expectFailure(
      await test.client.courses.update({ id: a, patch: { prerequisites: ['x'] } }),
      'bad_input',
    );
    expectOk(await test.client.courses.update({ id: c, patch: { prerequisites: [a, b] } }));
  });

  it('are not blocked by a circle among courses they do not lead to', async () => {
    const test = await testEngine();
    const make = builders(test);
    const x = make.course({ id: 'x', prerequisites: '["y"]' });
    make.course({ id: 'y', prerequisites: '["x"]' });
    const a = make.course({ title: 'A' });
    const b = make.course({ title: 'B' });
    expectOk(await test.client.courses.update({ id: a, patch: { prerequisites: [b] } }));
    expectFailure(
      await test.client.courses.update({ id: a, patch: { prerequisites: [x] } }),
      'bad_input',
    );
  });

  it('refuse a category that is not there, and answer not_found for a course that is not', async () => {
    const test = await testEngine();
    const id = builders(test).course();
    expectFailure(
      await test.client.courses.update({ id, patch: { categoryId: 'none' } }),
      'bad_input',
    );
    expectFailure(
      await test.client.courses.update({ id: 'none', patch: { title: 'X' } }),
      'not_found',
    );
    expectFailure(await test.client.courses.get({ id: 'none' }), 'not_found');
    expectFailure(
      await test.client.courses.createChapter({ courseId: 'none', title: 'X' }),
      'not_found',
    );
  });

  it('number their chapters 1 to n when one is moved, writing only what moves', async () => {
    const test = await testEngine();
    const make = builders(test);
    const courseId = make.course();
    for (const [index, title] of ['A', 'B', 'C', 'D'].entries()) {
      make.chapter(courseId, { id: title, title, position: index + 1 });
    }
    expectOk(await test.client.courses.moveChapter({ id: 'C', to: 1 }));
    const titles = async (): Promise<string[]> =>
      expectOk(await test.client.courses.get({ id: courseId })).chapterList.map(
        ({ title, position }) => `${title}${position}`,
      );
    expect(await titles()).toEqual(['A1', 'C2', 'B3', 'D4']);
    const [action] = expectOk(await test.client.history.list({})).actions;
    expect(action).toMatchObject({ label: 'reorder chapter “C”', operations: 2 });
    expectOk(await test.client.history.undo({}));
    expect(await titles()).toEqual(['A1', 'B2', 'C3', 'D4']);

    const added = expectOk(await test.client.courses.createChapter({ courseId, title: 'E' }));
    expect((await titles()).at(-1)).toBe('E5');
    expectOk(await test.client.courses.updateChapter({ id: added.id, patch: { xpReward: 10 } }));
  });
});
