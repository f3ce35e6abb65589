import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot, root } from '../setup/paths.mjs';
import { withLock } from '../setup/lock.mjs';
import { runCommand } from '../setup/run-command.mjs';
import { explain, say, SetupProblem } from '../setup/say.mjs';
import { fingerprint, listFiles } from './fingerprint.mjs';

/** @typedef {'main' | 'all'} Part main: the engine and the command line; all: the window as well */

const stampFiles = { main: inRoot('out', '.main-built'), all: inRoot('out', '.all-built') };
const outFolders = { main: ['out/main'], all: ['out/main', 'out/preload', 'out/renderer'] };

/**
 * Builds when a source is newer than what was built; otherwise costs a few milliseconds.
 * @param {{ only?: 'main' }} [wish]
 */
export async function ensureBuilt(wish = {}) {
  const part = wish.only ?? 'all';
  if (isBuilt(part)) return;
  await withLock('build', async () => {
    if (!isBuilt(part)) await build(part);
  });
}

/** @param {Part} part */
function sourcesOf(part) {
  const folders = part === 'main' ? ['src/main', 'src/shared'] : ['src'];
  return fingerprint(root, [...folders, 'electron.vite.config.ts', 'package-lock.json']);
}

/** @param {Part} part */
function isBuilt(part) {
  const current = sourcesOf(part);
  return [stampFiles[part], stampFiles.all].some(
    (file) => existsSync(file) && readStamp(file, part) === current,
  );
}

/** @param {string} file @param {Part} part @returns {string | undefined} */
function readStamp(file, part) {
  return JSON.parse(readFileSync(file, 'utf8'))[part];
}

/** @param {Part} part */
async function build(part) {
  say(part === 'main' ? 'Building the engine ...' : 'Building Lectern ...');
  // Taken before the build: what is edited while it runs is built again next time.
  const stamp = { main: sourcesOf('main'), ...(part === 'all' ? { all: sourcesOf('all') } : {}) };
  const started = Date.now();
  const env = { ...process.env, LECTERN_BUILD: part, NODE_ENV: 'production' };
  const program = inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  // In a process of its own: the bundler's output must not mix with the caller's standard output.
  const { code, output } = await runCommand(
    process.execPath,
    [program, 'build', '--logLevel', 'warn'],
    { cwd: root, env },
  );
  if (code !== 0)
    throw new SetupProblem(
      `the build failed:\n${output.trim()}`,
      'mend the error above; npm run check says more',
    );
  for (const folder of outFolders[part]) sweep(inRoot(folder), started);
  mkdirSync(inRoot('out'), { recursive: true });
  writeFileSync(stampFiles[part], JSON.stringify(stamp));
}

/**
 * Removes what earlier builds left. Emptying the folder before the build would pull files away
 * from programs and tests that are running from it.
 * @param {string} folder @param {number} builtAfter
 */
function sweep(folder, builtAfter) {
  for (const file of listFiles(folder)) {
    // File times can be a little coarser than the clock.
    if (file.modified < builtAfter - 2000) rmSync(join(folder, file.name));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensureBuilt(process.argv.includes('--main') ? { only: 'main' } : {}).catch((error) => {
    explain(error);
    process.exitCode = 1;
  });
}
