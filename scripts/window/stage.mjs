import { chmodSync, copyFileSync, existsSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot, root } from '../setup/paths.mjs';
import { armSandboxHelper } from '../setup/electron-runtime.mjs';
import { runCommand, tail } from '../setup/run-command.mjs';
import { say, SetupProblem } from '../setup/say.mjs';
import { discard, isReadableByNobody } from './unprivileged.mjs';

const programParts = ['package.json', 'out', 'migrations', 'node_modules'];
const testParts = [
  'src',
  'tests',
  'scripts',
  'release/tested',
  'vitest.config.ts',
  'package-lock.json',
];
const tsconfigs = readdirSync(root).filter((name) => /^tsconfig.*\.json$/.test(name));

/**
 * A place from which an unprivileged user can run the program: the clone itself, or, when it
 * lies below a closed folder such as /root, a copy in a temporary one.
 * @param {{ forTests?: boolean }} [wish]
 * @returns {Promise<{ folder: string, node: string, discard: () => void }>}
 */
export async function stageForNobody({ forTests = false } = {}) {
  const samples = [
    inRoot('package.json'),
    inRoot('node_modules', 'electron', 'package.json'),
    inRoot('out', 'main', 'shell.js'),
  ];
  const isOpen = samples.filter((file) => existsSync(file)).every(isReadableByNobody);
  if (isOpen && isReadableByNobody(process.execPath))
    return { folder: root, node: process.execPath, discard: leaveAsItIs };
  const folder = mkdtempSync(join(nearestTemporaryFolder(), 'lectern-stage-'));
  chmodSync(folder, 0o755);
  let node = process.execPath;
  if (!isReadableByNobody(node)) {
    node = join(folder, 'node');
    copyFileSync(process.execPath, node);
    chmodSync(node, 0o755);
  }
  if (!isOpen)
    await copyParts(
      folder,
      forTests ? [...programParts, ...testParts, ...tsconfigs] : programParts,
    );
  return { folder: isOpen ? root : folder, node, discard: () => discard(folder) };
}

/** What to do afterwards where nothing was copied. */
function leaveAsItIs() {
  // The clone itself is in use.
}

/** Files can only be linked, which takes no room and little time, within one file system. */
function nearestTemporaryFolder() {
  const device = statSync(root).dev;
  const near = [tmpdir(), '/tmp', '/var/tmp'].find(
    (folder) => existsSync(folder) && statSync(folder).dev === device,
  );
  return near ?? tmpdir();
}

/** @param {string} folder @param {readonly string[]} parts */
async function copyParts(folder, parts) {
  say(
    'This clone cannot be read by other users; copying what the window needs to a temporary folder ...',
  );
  const present = parts.filter((part) => existsSync(inRoot(part)));
  // Files of a closed umask have to be opened up, and a linked file shares its mode with the original.
  const canLink =
    Boolean(statSync(inRoot('package.json')).mode & 0o004) &&
    statSync(root).dev === statSync(folder).dev;
  const { code, output } = await runCommand(
    'cp',
    ['-a', '--parents', ...(canLink ? ['--link'] : []), ...present, folder],
    { cwd: root },
  );
  if (code !== 0) {
    discard(folder);
    throw new SetupProblem(
      `the program could not be copied:\n${tail(output, 3)}`,
      'clone to a folder other users can read, or free some space',
    );
  }
  if (!canLink) await runCommand('chmod', ['-R', 'a+rX', folder]);
  armSandboxHelper(join(folder, 'node_modules', 'electron', 'dist', 'chrome-sandbox'));
  armSandboxHelper(join(folder, 'release', 'tested', 'linux-unpacked', 'chrome-sandbox'));
}
