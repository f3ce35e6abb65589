import { describe, expect, it } from 'vitest';
import { builders } from '../support/builders';
import { expectOk, testEngine } from '../support/engine';

const graded = { score: 5, gradedAt: '2026-02-01T00:00:00.000Z' };

describe('home', () => {
  it('counts what the rail shows', async () => {
    const test = await testEngine();
    const make = builders(test);
    make.course();
    make.quiz();
    const assignment = make.assignment();
    make.submission(assignment, 'mia');
    make.submission(assignment, 'noor', graded);
    expect(expectOk(await test.client.home.counts({}))).toEqual({
      courses: 1,
      quizzes: 1,
      assignments: 1,
      toGrade: 1,
      certificates: 0,
      people: 2,
      pendingSteps: 0,
    });
  });

  it('says what waits: the oldest work first, what is due within two weeks, imports, certificates', async () => {
    const test = await testEngine();
    const make = builders(test);
    const courseId = make.course({ title: 'Tides' });
    make.progress(make.chapter(courseId), 'mia');
    const due = (dueDate: string) => make.assignment({ title: dueDate, dueDate, isPublished: 1 });
    due('2026-03-01T00:00:00.000Z');
    const soon = due('2026-03-10T00:00:00.000Z');
    due('2026-04-10T00:00:00.000Z');
    const older = make.assignment({ title: 'Older' });
    make.submission(soon, 'mia', { submittedAt: '2026-02-20T00:00:00.000Z' });
    make.submission(older, 'mia', { submittedAt: '2026-02-10T00:00:00.000Z' });
    make.submission(older, 'noor', graded);

    const summary = expectOk(await test.client.home.summary({}));
    expect(summary.toGrade.map(({ title, ungraded }) => [title, ungraded])).toEqual([
      ['Older', 1],
      ['2026-03-10T00:00:00.000Z', 1],
    ]);
    expect(summary.dueSoon.map(({ assignmentId }) => assignmentId)).toEqual([soon]);
    expect(summary.needsAttention).toEqual([]);
    expect(summary.eligible).toEqual([{ courseId, title: 'Tides', learners: 1 }]);
  });

  it('judges a course with a rule of its own learner by learner', async () => {
    const test = await testEngine();
    const make = builders(test);
    const courseId = make.course({ title: 'Tides' });
    make.progress(make.chapter(courseId), 'mia');
    const rule = { conditions: [{ kind: 'quizzes_passed', quizIds: ['gone'] }] };
    test.sql
      .prepare('INSERT INTO lectern_setting (key, value) VALUES (?, ?)')
      .run(`certificates.rule.${courseId}`, JSON.stringify(rule));
    expect(expectOk(await test.client.home.summary({})).eligible).toEqual([]);
  });
});

describe('after the plan has been taken back', () => {
  it('the counts, the settings, the history and the workspace still answer', async () => {
    const test = await testEngine();
    builders(test).course();
    expectOk(await test.client.migrate.down({ to: '000', acceptLoss: 'all' }));
    const counts = expectOk(await test.client.home.counts({}));
    expect(counts).toMatchObject({ courses: 1, quizzes: 0, toGrade: 0 });
    expect(counts.pendingSteps).toBeGreaterThan(10);
    expectOk(await test.client.settings.get({}));
    expectOk(await test.client.settings.set({ patch: { theme: 'dark' } }));
    expectOk(await test.client.history.list({}));
    expectOk(await test.client.history.next({}));
    expect(expectOk(await test.client.workspace.info({}))).toMatchObject({ schemaVersion: '000' });
    expect(expectOk(await test.client.workspace.check({})).complaints).toEqual([]);
    const refused = await test.client.quizzes.list({});
    expect(refused.ok ? '' : refused.error.message).toContain('Apply the pending steps first');
  });
});
