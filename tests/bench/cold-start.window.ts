import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { test } from 'vitest';
import { launchLectern, makeHome } from '../support/e2e-launch';
import { percentile, type Finding } from './finding';

const rounds = Number(process.env.LECTERN_BENCH_ROUNDS ?? 8);

/** The smallest Electron program that shows text: what any program has to pay. */
function writeBareProgram(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-bare-'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'bare', main: 'main.cjs' }));
  writeFileSync(
    join(folder, 'main.cjs'),
    `const { app, BrowserWindow } = require('electron');
     app.enableSandbox();
     app.whenReady().then(() => new BrowserWindow({ width: 1440, height: 900 }).loadFile('index.html'));
     app.on('window-all-closed', () => app.quit());`,
  );
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><title>bare</title><p>Ready to be read</p>',
  );
  return folder;
}

/** The moment a text is in the page, by the page's own clock: asking from outside would add its own pace. */
async function shownAt(page: Page, text: string): Promise<number> {
  const moment: unknown = await page.evaluate(`new Promise((done) => {
    const look = () => document.body?.innerText.includes(${JSON.stringify(text)}) && done(Date.now());
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
    look();
  })`);
  return Number(moment);
}

async function startBare(
  folder: string,
): Promise<{ readonly app: ElectronApplication; readonly ms: number }> {
  const start = Date.now();
  const app = await _electron.launch({
    args: [folder, `--user-data-dir=${join(folder, 'data')}`, '--disable-gpu', '--log-level=3'],
    chromiumSandbox: true,
    cwd: resolve(import.meta.dirname, '../..'),
  });
  const page = await app.firstWindow();
  const shown = await shownAt(page, 'Ready to be read');
  return { app, ms: shown - start };
}

/** From the start of the process to Home with its rows from the workspace. */
async function startOurs(
  home: string,
): Promise<{ readonly close: () => Promise<void>; readonly ms: number }> {
  const start = Date.now();
  const { page, close } = await launchLectern({ home });
  const shown = await shownAt(page, 'Essay 2: The causes of 1848');
  return { close, ms: shown - start };
}

test('cold start to a usable list against a bare window', async () => {
  const bare = writeBareProgram();
  const home = makeHome();
  // The first start makes the sample; the bound is for a program that has been set up.
  await (await startOurs(home)).close();
  await (await startBare(bare)).app.close();
  const times = { bare: [] as number[], ours: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const small = await startBare(bare);
    await small.app.close();
    times.bare.push(small.ms);
    const own = await startOurs(home);
    await own.close();
    times.ours.push(own.ms);
  }
  const [bareMs, oursMs] = [percentile(times.bare, 0.5), percentile(times.ours, 0.5)];
  const finding: Finding = {
    label: 'cold start to a usable list, against a bare window showing text',
    ratio: oursMs / bareMs,
    ceiling: 1.6,
    detail: `median of ${rounds}: ours ${oursMs.toFixed(0)} ms, bare ${bareMs.toFixed(0)} ms`,
  };
  mkdirSync(join(tmpdir(), 'bench'), { recursive: true });
  writeFileSync(join(tmpdir(), 'bench', 'cold-start.json'), JSON.stringify([finding]));
}, 300_000);
