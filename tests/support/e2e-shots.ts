import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { launchLectern, type LaunchedLectern } from './e2e-launch';
import { takeScreenshot, type Theme } from './e2e-screenshot';
import { waitUntil } from './e2e-wait';

const pages = [
  'home',
  'courses',
  'quizzes',
  'assignments',
  'grading',
  'certificates',
  'people',
  'database',
  'sync',
  'settings',
];
const themes: readonly Theme[] = ['light', 'dark'];
const sizes = [
  { width: 1280, height: 800 },
  { width: 1600, height: 1000 },
];

let lectern: LaunchedLectern;
beforeAll(async () => {
  lectern = await launchLectern();
});
afterAll(() => lectern?.close());

test.each(pages)('%s', async (name) => {
  const { app, page } = lectern;
  await page.evaluate(`location.hash = '#/${name}'`);
  // No page says "finished": wait until nothing is marked busy, then let the last frame settle.
  await waitUntil(page, `document.querySelector('[aria-busy="true"]') === null`);
  await page.waitForTimeout(400);
  for (const size of sizes) {
    for (const theme of themes) {
      await takeScreenshot(app, page, {
        path: join(tmpdir(), 'shots', `${name}-${size.width}-${theme}.png`),
        theme,
        size,
      });
    }
  }
});
