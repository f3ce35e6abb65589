import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot, root } from '../setup/paths.mjs';
import { findProgram } from '../setup/run-command.mjs';
import { say } from '../setup/say.mjs';
import { hasDisplay, hasVirtualDisplay, startVirtualDisplay } from '../window/display.mjs';
import { stageForNobody } from '../window/stage.mjs';
import { asNobody, discard, isRoot, makeFolderOfNobody } from '../window/unprivileged.mjs';
import { countTests } from './count-tests.mjs';
import { runVitest } from './run-vitest.mjs';

/** @typedef {import('./tally-reporter.mjs').Tally} Tally */

/**
 * Runs tests in a real window, on a screen of its own where the system has one to give.
 * @param {readonly string[]} words for Vitest; names the project
 * @param {(scratch: string) => void} [keep] takes what the tests left in their temporary folder
 * @returns {Promise<Tally>}
 */
export async function runWindowTests(words, keep) {
  const obstacle = findObstacle();
  if (obstacle) {
    const skipped = countTests(inRoot('tests', 'e2e'));
    return { passed: 0, failed: 0, skipped, reasons: { [`no window: ${obstacle}`]: skipped } };
  }
  const screen = hasVirtualDisplay() ? await startVirtualDisplay() : undefined;
  try {
    // A Wayland session would be preferred by Chromium, and put windows on the developer's screen.
    /** @type {Record<string, string>} */
    const env = screen ? { DISPLAY: screen.display, WAYLAND_DISPLAY: '' } : {};
    return isRoot() ? await runAsNobody(words, env, keep) : await runAsMyself(words, env, keep);
  } finally {
    screen?.stop();
  }
}

/** @returns {string | undefined} */
function findObstacle() {
  if (!existsSync(inRoot('out', 'main', 'shell.js'))) return 'the build has no window';
  if (!hasDisplay() && !hasVirtualDisplay())
    return 'there is neither a display nor Xvfb (apt-get install xvfb)';
  if (isRoot() && !findProgram('setpriv'))
    return 'root needs setpriv (util-linux) to run the window as another user with its sandbox on';
  return undefined;
}

/** @param {readonly string[]} words @param {Record<string, string>} env @param {((scratch: string) => void) | undefined} keep */
async function runAsMyself(words, env, keep) {
  const scratch = mkdtempSync(join(tmpdir(), 'lectern-tests-'));
  try {
    return await runVitest(
      { folder: root, node: process.execPath, scratch, env: { ...env, TMPDIR: scratch } },
      words,
    );
  } finally {
    keep?.(scratch);
    discard(scratch);
  }
}

/** @param {readonly string[]} words @param {Record<string, string>} env @param {((scratch: string) => void) | undefined} keep */
async function runAsNobody(words, env, keep) {
  say('You are root: the window is tested as the unprivileged user "nobody", with its sandbox on.');
  const scratch = makeFolderOfNobody();
  const stage = await stageForNobody({ forTests: true });
  try {
    const as = (/** @type {string[]} */ command) => asNobody(scratch, command, env);
    return await runVitest({ folder: stage.folder, node: stage.node, scratch, as }, words);
  } finally {
    keep?.(scratch);
    stage.discard();
    discard(scratch);
  }
}
