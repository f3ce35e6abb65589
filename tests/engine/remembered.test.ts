import { describe, expect, it } from 'vitest';
import { builders } from '../support/builders';
import { expectOk, testEngine } from '../support/engine';

describe('an answer that is remembered', () => {
  it('is worked out again after a change by this program, by another one, and by a step', async () => {
    const test = await testEngine();
    const counts = async () => expectOk(await test.client.home.counts({}));
    expect((await counts()).courses).toBe(0);
    expectOk(await test.client.courses.create({ title: 'Heat' }));
    expect((await counts()).courses).toBe(1);
    builders(test).course();
    expect((await counts()).courses).toBe(2);
    expectOk(await test.client.history.undo({}));
    expect((await counts()).courses).toBe(1);
    builders(test).quiz();
    expect((await counts()).quizzes).toBe(1);
    expectOk(await test.client.migrate.down({ to: '000', acceptLoss: 'all' }));
    expect((await counts()).quizzes).toBe(0);
  });

  it('is not shared between two workspaces', async () => {
    const [one, other] = [await testEngine(), await testEngine()];
    builders(one).course();
    expect(expectOk(await one.client.home.counts({})).courses).toBe(1);
    expect(expectOk(await other.client.home.counts({})).courses).toBe(0);
  });

  it('made in turns lets other calls run between its pieces, and is made once for all who ask', async () => {
    const test = await testEngine();
    const build = builders(test);
    test.sql.exec('BEGIN');
    for (let course = 0; course < 40; course += 1) {
      const chapter = build.chapter(build.course());
      for (let learner = 0; learner < 2000; learner += 1) build.progress(chapter, `u${learner}`);
    }
    test.sql.exec('COMMIT');
    const answered: string[] = [];
    const long = [test.client.courses.list({}), test.client.courses.list({})].map((call) =>
      call.then((answer) => {
        answered.push('long');
        return expectOk(answer);
      }),
    );
    await test.client.history.list({}).then(() => answered.push('short'));
    const [first, second] = await Promise.all(long);
    expect(answered[0]).toBe('short');
    expect(first).toEqual(second);
    expect(first?.courses.every(({ learners }) => learners === 2000)).toBe(true);
  });
});
