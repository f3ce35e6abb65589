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
});
