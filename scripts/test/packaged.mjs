import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fingerprint } from '../build/fingerprint.mjs';
import { runBuilder } from '../pack/run-builder.mjs';
import { armSandboxHelper } from '../setup/electron-runtime.mjs';
import { inRoot, root } from '../setup/paths.mjs';
import { say, SetupProblem } from '../setup/say.mjs';

const stampFile = inRoot('release', 'tested', '.packed-from');

/**
 * Packages the program for tests/e2e/packaged.test.ts, when that test is among the chosen ones.
 * It differs from a release in one fuse: test drivers attach through --inspect.
 * A failure is left to the test itself to report, beside all the others.
 * @param {readonly string[]} filters
 */
export async function packForTests(filters) {
  const isWanted =
    filters.length === 0 ||
    filters.some(
      (filter) => 'tests/e2e/packaged.test.ts'.includes(filter) || filter.includes('packaged'),
    );
  if (!isWanted || process.platform !== 'linux' || !existsSync(inRoot('out', 'main', 'shell.js')))
    return;
  const source = fingerprint(root, [
    'out',
    'migrations',
    'package-lock.json',
    'electron-builder.yml',
    'scripts/pack',
    'node_modules/electron/dist/version',
  ]);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === source) return;
  say('Packaging the program for its test ...');
  try {
    await runBuilder([
      '--linux',
      'dir',
      '-c.directories.output=release/tested',
      '-c.electronFuses.enableNodeCliInspectArguments=true',
    ]);
    armSandboxHelper(inRoot('release', 'tested', 'linux-unpacked', 'chrome-sandbox'));
    writeFileSync(stampFile, source);
  } catch (error) {
    say(error instanceof SetupProblem ? error.message : String(error));
  }
}
