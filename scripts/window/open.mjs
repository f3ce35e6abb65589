import { spawn } from 'node:child_process';
import { copyFileSync, chownSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSandboxHelperArmed, readRuntime } from '../setup/electron-runtime.mjs';
import { inRoot, root } from '../setup/paths.mjs';
import { say, SetupProblem } from '../setup/say.mjs';
import { missingSystemPackages, windowPackages } from '../setup/system-packages.mjs';
import { stageForNobody } from './stage.mjs';
import { asNobody, isRoot, makeFolderOfNobody } from './unprivileged.mjs';

const folderOfRootsWindow = '/var/lib/lectern';
// Chromium complains at length about a missing session bus or graphics card, and works all the same.
const quiet = ['--log-level=3'];

/**
 * Opens the window and waits until it is closed.
 * @param {readonly string[]} args
 * @returns {Promise<number>} the program's exit code
 */
export async function openWindow(args) {
  const runtime = readRuntime();
  if (!runtime) throw new SetupProblem('there is no Electron runtime', 'npm run setup');
  requireLibraries();
  if (isRoot() && process.platform === 'linux') return openAsNobody(args);
  requireSandbox();
  return run(runtime.program, [root, ...quiet, ...args], process.env);
}

/**
 * The sandbox is never switched off: root's window belongs to an unprivileged user.
 * @param {readonly string[]} args
 */
async function openAsNobody(args) {
  const home = makeFolderOfNobody(folderOfRootsWindow);
  say(
    `You are root. The window runs as the unprivileged user "nobody", keeping its sandbox, and its files are in ${home}.`,
  );
  say("Started by an ordinary user, Lectern keeps its files in that user's own folder.");
  const stage = await stageForNobody();
  const program = join(stage.folder, 'node_modules', 'electron', 'dist', 'electron');
  const [command, words] = asNobody(
    home,
    [program, stage.folder, ...quiet, ...args],
    displayAccess(home),
  );
  try {
    return await run(command, words, process.env);
  } finally {
    stage.discard();
  }
}

/** The key to root's screen lies in root's home; the other user gets a copy. @param {string} home @returns {Record<string, string>} */
function displayAccess(home) {
  const key = process.env.XAUTHORITY ?? join(process.env.HOME ?? '/root', '.Xauthority');
  if (!existsSync(key)) return {};
  const copy = join(home, '.Xauthority');
  copyFileSync(key, copy);
  chownSync(copy, 65534, 65534);
  return { XAUTHORITY: copy };
}

function requireLibraries() {
  const missing = missingSystemPackages(windowPackages);
  if (missing.length > 0) {
    throw new SetupProblem(
      'libraries the window needs are missing',
      `sudo apt-get install -y ${missing.join(' ')}`,
    );
  }
}

/** Some systems close user namespaces; Chromium then needs its helper, and its own message is hard to read. */
function requireSandbox() {
  const helper = inRoot('node_modules', 'electron', 'dist', 'chrome-sandbox');
  if (process.platform !== 'linux' || !existsSync(helper) || isSandboxHelperArmed(helper)) return;
  const closed =
    reads('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1') ||
    reads('/proc/sys/kernel/unprivileged_userns_clone', '0');
  if (closed) {
    throw new SetupProblem(
      "this system closes user namespaces, so the window's sandbox needs its helper",
      `sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`,
    );
  }
}

/** @param {string} file @param {string} value */
function reads(file, value) {
  return existsSync(file) && readFileSync(file, 'utf8').trim() === value;
}

/** @param {string} command @param {readonly string[]} args @param {NodeJS.ProcessEnv} env @returns {Promise<number>} */
function run(command, args, env) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { stdio: 'inherit', env });
    // The terminal sends Ctrl+C to both; the window decides how to end.
    for (const signal of ['SIGINT', 'SIGTERM'])
      process.on(signal, () => child.kill(/** @type {NodeJS.Signals} */ (signal)));
    child.on('error', fail);
    child.on('close', (code) => done(code ?? 1));
  });
}
