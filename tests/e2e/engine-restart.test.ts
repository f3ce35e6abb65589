import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchLectern, type LaunchedLectern } from '../support/e2e-launch';
import { ask, goTo, seesText } from '../support/e2e-steps';

let lectern: LaunchedLectern;
beforeAll(async () => {
  lectern = await launchLectern();
  await seesText(lectern.page, /Grading\s*\d+/);
});
afterAll(() => lectern.close());

/** Kills the engine's process as a crash would. */
async function killEngine(): Promise<void> {
  await lectern.app.evaluate(({ app }) => {
    const engine = app.getAppMetrics().find((one) => one.name === 'Lectern engine');
    if (!engine) throw new Error('no engine is running');
    process.kill(engine.pid, 'SIGKILL');
  });
}

it('the window recovers by itself when the engine is killed, and nothing acknowledged is lost', async () => {
  const { page } = lectern;
  const { id } = await ask<{ id: string }>(page, 'quizzes.create', {
    title: 'Kept through a crash',
  });
  await killEngine();
  // A call made meanwhile waits for the next engine instead of failing.
  const { quizzes } = await ask<{ quizzes: { id: string }[] }>(page, 'quizzes.list', {}).catch(() =>
    ask<{ quizzes: { id: string }[] }>(page, 'quizzes.list', {}),
  );
  expect(quizzes.map((quiz) => quiz.id)).toContain(id);
  await goTo(page, 'q', 'Quizzes');
  await seesText(page, 'Kept through a crash');
});

it('a page is not allowed out: no navigation, no windows, no network, no Node', async () => {
  const { page, app } = lectern;
  const found = await page.evaluate(`(async () => ({
    node: typeof require + typeof process,
    network: await fetch('https://example.org/').then(() => 'reached', () => 'refused'),
    opened: String(window.open('https://example.org/')),
    names: Object.keys(window.lectern).sort().join(),
  }))()`);
  expect(found).toEqual({
    node: 'undefinedundefined',
    network: 'refused',
    opened: 'null',
    names: 'call,cancel,engineState,on,onEngineState,pathOf,platform,shell',
  });
  await page.evaluate("location.href = 'https://example.org/'");
  expect(page.url()).toMatch(/^app:\/\/lectern\//);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});
