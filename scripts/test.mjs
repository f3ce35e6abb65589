/**
 * Runs every kind of test and says one total at the end.
 *   npm test                     everything
 *   npm test -- unit engine      some kinds
 *   npm test -- tests/unit/x.test.ts -t "a name"
 */
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './build/fresh.mjs';
import { ensureSetup } from './setup.mjs';
import { inRoot, root } from './setup/paths.mjs';
import { explain } from './setup/say.mjs';
import { readSelection } from './test/selection.mjs';
import { runVitest } from './test/run-vitest.mjs';
import {
  hasPgBouncer,
  skippedThroughPgBouncer,
  throughPgBouncer,
} from './test/through-pgbouncer.mjs';
import { runWindowTests } from './test/window-tests.mjs';
import { packForTests } from './test/packaged.mjs';
import { discard } from './window/unprivileged.mjs';

/** @typedef {import('./test/tally-reporter.mjs').Tally} Tally */

async function main() {
  const selection = readSelection(process.argv.slice(2));
  await ensureSetup({ purpose: 'test', quiet: true });
  await buildFor(selection.projects);
  const tallies = [];
  const lacksPooler = selection.projects.includes(throughPgBouncer) && !hasPgBouncer();
  const plain = selection.projects.filter(
    (name) => name !== 'e2e' && !(lacksPooler && name === throughPgBouncer),
  );
  const words = [...selection.filters, ...selection.options];
  if (plain.length > 0) tallies.push(await runPlain(plain, words));
  if (lacksPooler) tallies.push(skippedThroughPgBouncer());
  if (selection.projects.includes('e2e') && existsSync(inRoot('tests', 'e2e'))) {
    await packForTests(selection.filters);
    tallies.push(await runWindowTests(['--project=e2e', ...words]));
  }
  report(tallies);
}

/** Pure rules and pages are tested from their sources; a broken build elsewhere need not hold them up. */
const needNoBuild = ['unit', 'renderer', 'setup', 'architecture'];

/** @param {readonly string[]} names */
async function buildFor(names) {
  if (names.includes('e2e')) await ensureBuilt();
  else if (!names.every((name) => needNoBuild.includes(name))) await ensureBuilt({ only: 'main' });
}

/** @param {readonly string[]} names @param {readonly string[]} words */
async function runPlain(names, words) {
  const scratch = mkdtempSync(join(tmpdir(), 'lectern-tests-'));
  try {
    return await runVitest({ folder: root, node: process.execPath, scratch }, [
      ...names.map((name) => `--project=${name}`),
      ...words,
    ]);
  } finally {
    discard(scratch);
  }
}

/** @param {readonly Tally[]} tallies */
function report(tallies) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    tallies.reduce((total, tally) => total + tally[key], 0);
  for (const { reasons } of tallies) {
    for (const [reason, times] of Object.entries(reasons))
      console.log(`${times} skipped: ${reason}`);
  }
  const [passed, failed, skipped] = [sum('passed'), sum('failed'), sum('skipped')];
  if (passed + failed === 0) console.log('No test was executed, which counts as a failure.');
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
}

main().catch((error) => {
  explain(error);
  console.log('0 passed, 1 failed, 0 skipped');
  process.exitCode = 1;
});
