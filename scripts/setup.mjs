/**
 * Puts everything in place that `npm start`, `npm test` and the command line need, and does
 * nothing when it already is. Runs before any package is installed, so only node:* may be
 * imported at the top of this file and of scripts/setup/.
 */
import { pathToFileURL } from 'node:url';
import { explain, say, SetupProblem } from './setup/say.mjs';
import { withLock } from './setup/lock.mjs';
import { stepsFor } from './setup/steps.mjs';

/**
 * @typedef {'packages' | 'cli' | 'start' | 'pack' | 'test'} Purpose
 * packages: node_modules only. cli: packages and SQLite. start and pack: the Electron runtime too.
 * test: all of it, and the system packages of a virtual display.
 */

/**
 * @param {{ purpose: Purpose, quiet?: boolean }} wish quiet leaves out the closing sentence
 * @throws {SetupProblem} with the command that mends it
 */
export async function ensureSetup({ purpose, quiet = false }) {
  requireNode();
  const steps = stepsFor(purpose);
  if (await allDone(steps)) return;
  await withLock('set-up', async () => {
    // Asked again: the set-up that was waited for may have done it.
    for (const step of steps) {
      if (!(await step.isDone())) await step.mend();
    }
  });
  if (!quiet) say('Lectern is set up.');
}

/** @param {readonly import('./setup/steps.mjs').Step[]} steps */
async function allDone(steps) {
  for (const step of steps) if (!(await step.isDone())) return false;
  return true;
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetupProblem(
    `this is Node ${process.versions.node}, and Lectern needs 20.19 or newer`,
    'install Node 22 (https://nodejs.org), then try again',
  );
}

async function main() {
  if (process.argv.includes('--state')) {
    const { readState } = await import('./setup/state.mjs');
    process.stdout.write(`${JSON.stringify(await readState(), null, 2)}\n`);
    return;
  }
  await ensureSetup({ purpose: 'test' });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((error) => {
    explain(error);
    process.exitCode = 1;
  });
}
