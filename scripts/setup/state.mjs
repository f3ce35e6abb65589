import { packagesAreInstalled } from './packages.mjs';
import { readRuntime } from './electron-runtime.mjs';
import { findProgram } from './run-command.mjs';
import { needsOwnBuild, tryBinding } from './sqlite-binding.mjs';
import { missingSystemPackages, testPackages, windowPackages } from './system-packages.mjs';

/** @typedef {{ name: string, ok: boolean, detail: string }} Check */

/**
 * What this machine has of what Lectern needs; changes nothing. Names are read by programs
 * (`lectern doctor --json`): add, never rename.
 * @returns {Promise<Check[]>}
 */
export async function readState() {
  const packages = checkPackages();
  return [
    {
      name: 'node',
      ok: true,
      detail: `Node ${process.versions.node}, Node-API ${process.versions.napi}`,
    },
    packages,
    checkRuntime(),
    packages.ok
      ? { name: 'sqlite', ...(await tryBinding()) }
      : { name: 'sqlite', ok: false, detail: packages.detail },
    checkCompiler(),
    checkDisplay(),
    checkSystem('window-libraries', windowPackages),
    checkSystem(
      'test-programs',
      testPackages.filter((name) => !windowPackages.includes(name)),
    ),
  ];
}

/** @returns {Check} */
function checkPackages() {
  const ok = packagesAreInstalled();
  return {
    name: 'packages',
    ok,
    detail: ok ? 'as package-lock.json says' : 'not installed; npm run setup',
  };
}

/** @returns {Check} */
function checkRuntime() {
  const runtime = readRuntime();
  if (!runtime) return { name: 'electron', ok: false, detail: 'no runtime; npm run setup' };
  const origin =
    runtime.source === 'official'
      ? 'official download'
      : 'substitute from the package registry, for development and tests';
  return { name: 'electron', ok: true, detail: `Electron ${runtime.version} (${origin})` };
}

/** @returns {Check} */
function checkCompiler() {
  const found = findProgram('g++');
  const needed = needsOwnBuild(process.versions.napi ?? '0', readRuntime()?.version);
  if (found) return { name: 'compiler', ok: true, detail: found };
  return {
    name: 'compiler',
    ok: !needed,
    detail: needed ? 'no g++; needed once to build SQLite' : 'none, and none needed',
  };
}

/** @returns {Check} */
function checkDisplay() {
  const display = process.env.WAYLAND_DISPLAY || process.env.DISPLAY;
  if (process.platform !== 'linux') return { name: 'display', ok: true, detail: process.platform };
  if (display) return { name: 'display', ok: true, detail: display };
  const virtual = findProgram('Xvfb');
  return {
    name: 'display',
    ok: virtual !== undefined,
    detail: virtual ? 'none; Xvfb for the tests' : 'none, and no Xvfb',
  };
}

/** @param {string} name @param {readonly string[]} wanted @returns {Check} */
function checkSystem(name, wanted) {
  const missing = missingSystemPackages(wanted);
  return {
    name,
    ok: missing.length === 0,
    detail: missing.length === 0 ? 'nothing missing' : `apt-get install -y ${missing.join(' ')}`,
  };
}
