import { existsSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import {
  armSandboxHelper,
  installRuntime,
  isSandboxHelperArmed,
  readRuntime,
} from './electron-runtime.mjs';
import { installPackages, packagesAreInstalled } from './packages.mjs';
import { bindingIsReady, installBinding } from './sqlite-binding.mjs';
import {
  ensureSystemPackages,
  missingSystemPackages,
  testPackages,
  windowPackages,
} from './system-packages.mjs';

/**
 * @typedef {object} Step
 * @property {() => boolean | Promise<boolean>} isDone cheap: asked at every start
 * @property {() => void | Promise<void>} mend
 */

/** @type {Step} */
const packages = { isDone: packagesAreInstalled, mend: installPackages };

/** @type {Step} */
const runtime = { isDone: () => readRuntime() !== undefined, mend: installRuntime };

/** @type {Step} */
const sandboxHelper = {
  isDone() {
    const helper = inRoot('node_modules', 'electron', 'dist', 'chrome-sandbox');
    if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync(helper))
      return true;
    return isSandboxHelperArmed(helper);
  },
  mend: () => armSandboxHelper(),
};

/** @type {Step} */
const sqlite = { isDone: bindingIsReady, mend: installBinding };

/** @param {readonly string[]} names @returns {Step} */
const system = (names) => ({
  isDone: () => missingSystemPackages(names).length === 0,
  mend: () => ensureSystemPackages(names),
});

/**
 * @param {import('../setup.mjs').Purpose} purpose
 * @returns {Step[]} in the order they build on one another
 */
export function stepsFor(purpose) {
  switch (purpose) {
    case 'packages':
      return [packages];
    case 'cli':
      return [packages, sqlite];
    case 'pack':
      return [packages, runtime, sandboxHelper, sqlite];
    case 'start':
      return [packages, system(windowPackages), runtime, sandboxHelper, sqlite];
    case 'test':
      return [packages, system(testPackages), runtime, sandboxHelper, sqlite];
  }
}
