import { describe, expect, it } from 'vitest';
import { hopelessDelay, pollDelay, retryDelay } from '../../src/main/engine/sync/service/pace';
import { expectFailure } from '../support/engine';
import { seededRandom } from '../support/random';
import { scriptedLoop, settle } from './loop-support';

const minute = 60_000;

describe('how long the loop waits', () => {
  it('looks every 2 seconds after a change and ever more seldom, at most every 30, without one', () => {
    expect([0, 1, 2, 3].map(pollDelay)).toEqual([2_000, 3_000, 4_500, 6_750]);
    expect(pollDelay(100)).toBe(30_000);
  });

  it('backs off from one second to two minutes and draws from the whole span', () => {
    const spans = [1, 2, 3, 6, 7, 50].map((failures) => [
      retryDelay(failures, () => 0),
      retryDelay(failures, () => 1),
    ]);
    expect(spans).toEqual([
      [1_000, 2_000],
      [1_000, 4_000],
      [1_000, 8_000],
      [1_000, 64_000],
      [1_000, 120_000],
      [1_000, 120_000],
    ]);
  });

  it('spreads a hundred workspaces evenly over the span', () => {
    const random = seededRandom(11);
    const delays = Array.from({ length: 100 }, () => retryDelay(7, random)).toSorted(
      (a, b) => a - b,
    );
    expect(new Set(delays).size).toBeGreaterThan(95);
    expect(delays[25]).toBeGreaterThan(15_000);
    expect(delays[25]).toBeLessThan(50_000);
    expect(delays[75]).toBeGreaterThan(70_000);
  });

  it('tries a wrong password only every few minutes, since a login may be locked', () => {
    expect(hopelessDelay(() => 0)).toBe(150_000);
    expect(hopelessDelay(() => 1)).toBe(300_000);
  });
});

describe('the loop by itself', () => {
  it('begins at once and looks again, less and less often while nothing changes', async () => {
    const { loop, time, cycles, newest } = scriptedLoop();
    loop.start();
    await settle();
    for (const wait of [3_000, 4_500, 6_750]) {
      newest().end();
      await settle();
      const count = cycles.length;
      await time.pass(wait - 1);
      expect(cycles).toHaveLength(count);
      await time.pass(1);
      expect(cycles).toHaveLength(count + 1);
    }
    newest().end(true);
    await settle();
    await time.pass(2_000);
    expect(cycles).toHaveLength(5);
  });

  it('waits longer after each failure and starts over once the server answers', async () => {
    let chance = 0;
    const { loop, time, cycles, newest } = scriptedLoop({ chance: () => chance });
    loop.start();
    await settle();
    for (const [at, wait] of [
      [1, 2_000],
      [1, 4_000],
      [0, 1_000],
      [1, 16_000],
    ] as const) {
      chance = at;
      newest().break('port_closed');
      await settle();
      expect(loop.trouble?.nextAttemptAt).toBe(time.clock.now() + wait);
      const count = cycles.length;
      await time.pass(wait - 1);
      expect(cycles).toHaveLength(count);
      await time.pass(1);
      expect(cycles).toHaveLength(count + 1);
    }
    newest().end();
    await settle();
    expect(loop.trouble).toBeUndefined();
    await time.pass(3_000);
    newest().break('port_closed');
    await settle();
    expect(loop.trouble?.nextAttemptAt).toBe(time.clock.now() + 2_000);
  });

  it('asks a server that refuses the password only after minutes, and goes on by itself', async () => {
    const { loop, time, cycles, newest } = scriptedLoop();
    loop.start();
    await settle();
    newest().break('password_wrong');
    await settle();
    await time.pass(2 * minute);
    expect(cycles).toHaveLength(1);
    await time.pass(minute);
    expect(cycles).toHaveLength(2);
  });

  it('starts at once when it is woken, and backs off from the beginning again', async () => {
    const { loop, time, cycles, newest } = scriptedLoop({ chance: () => 1 });
    loop.start();
    await settle();
    for (let failures = 0; failures < 7; failures += 1) {
      newest().break('port_closed');
      await settle();
      await time.pass(2 * minute);
    }
    newest().break('port_closed');
    await settle();
    const count = cycles.length;
    loop.wake();
    await settle();
    expect(cycles).toHaveLength(count + 1);
    newest().break('port_closed');
    await settle();
    expect(loop.trouble?.nextAttemptAt).toBe(time.clock.now() + 2_000);
  });

  it('notices within seconds that the computer slept, however long it was to wait', async () => {
    const { loop, time, cycles, newest } = scriptedLoop({ chance: () => 1 });
    loop.start();
    await settle();
    for (let failures = 0; failures < 8; failures += 1) {
      newest().break('port_closed');
      await settle();
      if (failures < 7) await time.pass(2 * minute);
    }
    const count = cycles.length;
    await time.pass(7_000);
    time.sleep(8 * 60 * minute);
    await time.pass(5_000);
    expect(cycles).toHaveLength(count + 1);
  });

  it('does not wait for a day when the clock is put back by one', async () => {
    const { loop, time, cycles, newest } = scriptedLoop();
    loop.start();
    await settle();
    newest().end();
    await settle();
    time.sleep(-24 * 60 * minute);
    await time.pass(5_000);
    expect(cycles).toHaveLength(2);
  });

  it('sends what a person changed within a twentieth of a second, many changes together', async () => {
    const { loop, time, cycles, newest } = scriptedLoop();
    loop.start();
    await settle();
    newest().end();
    await settle();
    loop.edited();
    await time.pass(30);
    loop.edited();
    expect(cycles).toHaveLength(1);
    await time.pass(20);
    expect(cycles).toHaveLength(2);
    newest().end();
    await settle();
    await time.pass(1_000);
    expect(cycles).toHaveLength(2);
  });

  it('does not knock at a server that is away at every change', async () => {
    const { loop, time, cycles, newest } = scriptedLoop({ chance: () => 1 });
    loop.start();
    await settle();
    newest().break('port_closed');
    await settle();
    loop.edited();
    await time.pass(1_900);
    expect(cycles).toHaveLength(1);
    await time.pass(100);
    expect(cycles).toHaveLength(2);
  });

  it('does nothing by itself while it may not, and nothing after it was closed', async () => {
    let mayRun = false;
    const { loop, time, cycles } = scriptedLoop({ mayRun: () => mayRun });
    loop.start();
    loop.edited();
    loop.wake();
    await time.pass(minute);
    expect(cycles).toHaveLength(0);
    mayRun = true;
    await loop.close();
    loop.wake();
    loop.edited();
    await time.pass(minute);
    expect(cycles).toHaveLength(0);
    expect(time.isIdle).toBe(true);
  });
});

describe('what is asked of the loop', () => {
  it('joins a cycle that has not reached the server yet, which then does both', async () => {
    const { loop, cycles, newest } = scriptedLoop();
    const first = loop.cycle('push');
    const second = loop.cycle('pull');
    await settle();
    const third = loop.cycle('pull');
    expect(newest().take()).toBe('run');
    newest().end();
    await Promise.all([first, second, third]);
    expect(cycles).toHaveLength(1);
  });

  it('queues one more, and only one, behind a cycle that is at work', async () => {
    const { loop, cycles, newest } = scriptedLoop();
    const first = loop.cycle('run');
    await settle();
    newest().take();
    const more = [loop.cycle('push'), loop.cycle('push'), loop.cycle('push')];
    await settle();
    expect(cycles).toHaveLength(1);
    newest().end();
    await first;
    await settle();
    expect(cycles).toHaveLength(2);
    expect(newest().take()).toBe('push');
    newest().end();
    await Promise.all(more);
    expect(cycles).toHaveLength(2);
  });

  it('never runs other work beside a cycle', async () => {
    const order: string[] = [];
    const { loop, newest } = scriptedLoop({ changed: () => order.push('cycle') });
    const cycle = loop.cycle('run');
    const work = loop.exclusively(async () => {
      order.push('work');
    });
    await settle();
    expect(order).toEqual([]);
    newest().end();
    await Promise.all([cycle, work]);
    expect(order).toEqual(['cycle', 'work']);
  });

  it('gives the failure to whoever asked, and the next one is not concerned', async () => {
    const { loop, newest } = scriptedLoop();
    const first = loop.cycle('run').then(
      () => 'done',
      (error: unknown) => (error instanceof Error ? error.message : 'other'),
    );
    await settle();
    newest().take();
    const second = loop.cycle('run');
    newest().break('port_closed');
    expect(await first).toBe('port_closed');
    await settle();
    newest().end();
    await second;
    expect(loop.trouble).toBeUndefined();
  });

  it('stops a cycle when the caller wishes, and does not call that trouble', async () => {
    const { loop, newest } = scriptedLoop();
    const controller = new AbortController();
    const asked = loop.cycle('run', controller.signal);
    await settle();
    controller.abort();
    await expect(asked).rejects.toThrow('aborted');
    expect(newest().signal.aborted).toBe(true);
    expect(loop.trouble).toBeUndefined();
  });

  it('closes during a cycle: it is stopped, waited for, and what is asked later is refused', async () => {
    const { loop, newest, time } = scriptedLoop();
    loop.start();
    await settle();
    newest().take();
    await loop.close();
    expect(newest().signal.aborted).toBe(true);
    const late = await loop.cycle('run').then(
      () => ({ ok: true, value: undefined }) as const,
      (error: { failure: never }) => ({ ok: false, error: error.failure }) as const,
    );
    expectFailure(late, 'engine_stopped');
    expect(time.isIdle).toBe(true);
  });
});
