/**
 * Pictures of every page into shots/ (which git ignores): both themes, two sizes. They are taken
 * by a file of tests/e2e's kind, tests/support/e2e-shots.ts, because that is what can drive a window.
 */
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build/fresh.mjs';
import { ensureSetup } from './setup.mjs';
import { inRoot } from './setup/paths.mjs';
import { explain, say } from './setup/say.mjs';
import { runWindowTests } from './test/window-tests.mjs';

async function main() {
  await ensureSetup({ purpose: 'test', quiet: true });
  await ensureBuilt();
  const keep = (/** @type {string} */ scratch) => {
    const taken = join(scratch, 'shots');
    mkdirSync(inRoot('shots'), { recursive: true });
    if (existsSync(taken)) cpSync(taken, inRoot('shots'), { recursive: true });
  };
  const { passed, failed, skipped, reasons } = await runWindowTests(
    ['--project=shots', ...process.argv.slice(2)],
    keep,
  );
  for (const reason of Object.keys(reasons)) say(`skipped: ${reason}`);
  say(`${passed} pages pictured, ${failed} failed, ${skipped} skipped; see shots/`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

main().catch((error) => {
  explain(error);
  process.exitCode = 1;
});
