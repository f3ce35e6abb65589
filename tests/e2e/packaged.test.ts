import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { launchLectern, type LaunchedLectern } from '../support/e2e-launch';
import { waitUntil } from '../support/e2e-wait';

// Made by scripts/test.mjs before the window tests; differs from a release in one fuse.
const program = resolve(import.meta.dirname, '../../release/tested/linux-unpacked/lectern');

let lectern: LaunchedLectern | undefined;
afterEach(() => lectern?.close());

test('the packaged program starts, loads SQLite and opens the sample workspace', async (context) => {
  if (process.platform !== 'linux') context.skip('the test package is made on Linux only');
  if (!existsSync(program))
    throw new Error('the program was not packaged: see the message above the window tests');
  lectern = await launchLectern({ executablePath: program });
  const { app, page } = lectern;
  expect(await app.evaluate(({ app: self }) => self.isPackaged)).toBe(true);
  expect(await app.evaluate(({ app: self }) => self.getAppPath())).toMatch(/app\.asar$/);
  // The number beside "Courses" comes out of the sample: it needs the binding, the migrations and the engine.
  await waitUntil(page, String.raw`/Courses\s*[1-9]/.test(document.body.innerText)`);
  expect(lectern.log()).not.toMatch(/better_sqlite3|ERR_DLOPEN|migrations.*ENOENT/);
});
