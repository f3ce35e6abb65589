import { expect, it } from 'vitest';
import { scriptedLoop, settle } from './loop-support';

it('a cycle that was asked for before the pause does not begin after it', async () => {
  let paused = false;
  const { loop, time, cycles, newest } = scriptedLoop({ mayRun: () => !paused });
  loop.start();
  await settle();
  newest().take();
  loop.edited();
  await time.pass(50);
  expect(cycles).toHaveLength(1);
  paused = true;
  loop.interrupt();
  await settle();
  expect(cycles).toHaveLength(1);
});
