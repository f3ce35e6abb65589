import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, inRoot } from './paths.mjs';
import { readRuntime } from './electron-runtime.mjs';
import { runCommand } from './run-command.mjs';
import { say, SetupProblem } from './say.mjs';
import { compileBinding } from './sqlite-build.mjs';

const packageFolder = inRoot('node_modules', 'better-sqlite3');
const bindingFile = join(packageFolder, 'build', 'Release', 'better_sqlite3.node');
const stampFile = join(packageFolder, 'build', 'lectern.json');
// The first Node-API version the package's own binaries can be loaded with. Older runtimes do not
// refuse them: they crash, so this has to be decided before anything is loaded.
const shippedNodeApi = 10;
const firstElectronWithIt = 35;

/**
 * @param {string} nodeApi process.versions.napi
 * @param {string | undefined} electronVersion
 */
export function needsOwnBuild(nodeApi, electronVersion) {
  if (Number(nodeApi) < shippedNodeApi) return true;
  return (
    electronVersion !== undefined && Number(electronVersion.split('.')[0]) < firstElectronWithIt
  );
}

/** Whether the binding that would be loaded fits both this Node and the Electron in place. */
export function bindingIsReady() {
  const needed = needsOwnBuild(process.versions.napi ?? '0', readRuntime()?.version);
  if (!needed) return !existsSync(stampFile);
  return (
    existsSync(bindingFile) &&
    existsSync(stampFile) &&
    JSON.parse(readFileSync(stampFile, 'utf8')).key === key()
  );
}

/** Names everything the compiled file depends on. */
function key() {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  return `better-sqlite3-${version}-${process.platform}-${process.arch}-node-api-experimental`;
}

/**
 * One build with the experimental Node-API serves Node 20 and Electron 33 alike.
 */
export async function installBinding() {
  if (!needsOwnBuild(process.versions.napi ?? '0', readRuntime()?.version)) {
    // A build made for an older Node would still be preferred by the package.
    rmSync(join(packageFolder, 'build'), { recursive: true, force: true });
    return;
  }
  const cached = join(cacheFolder(), `${key()}.node`);
  if (!existsSync(cached)) await buildInto(cached);
  mkdirSync(dirname(bindingFile), { recursive: true });
  // A new file beside it and a rename: a running program keeps the binding it has mapped.
  copyFileSync(cached, `${bindingFile}.new`);
  renameSync(`${bindingFile}.new`, bindingFile);
  const check = await tryBinding();
  if (!check.ok) {
    rmSync(cached, { force: true });
    rmSync(bindingFile, { force: true });
    throw new SetupProblem(
      `the SQLite binding does not load: ${check.detail}`,
      'run again: npm run setup (it will be built anew)',
    );
  }
  writeFileSync(stampFile, JSON.stringify({ key: key() }));
}

/** @param {string} cached */
async function buildInto(cached) {
  say('Building SQLite for this version of Node (about a minute, once per machine) ...');
  const started = Date.now();
  mkdirSync(dirname(cached), { recursive: true });
  await compileBinding(packageFolder, `${cached}.new`);
  renameSync(`${cached}.new`, cached);
  say(`SQLite is built (${Math.round((Date.now() - started) / 1000)} s).`);
}

/**
 * Loads the binding in another process: a binding that does not fit ends its process.
 * @returns {Promise<{ ok: boolean, detail: string }>}
 */
export async function tryBinding() {
  const program = `
    const Database = require('better-sqlite3');
    process.stdout.write(new Database(':memory:').prepare('select sqlite_version()').pluck().get());`;
  const { code, output } = await runCommand(process.execPath, ['-e', program], {
    cwd: inRoot(),
    timeoutMs: 20_000,
  });
  if (code === 0) return { ok: true, detail: `SQLite ${output.trim()}` };
  return { ok: false, detail: output.trim().split('\n').at(-1) || `ended with code ${code}` };
}
