import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot, root } from './paths.mjs';
import { runCommand, tail } from './run-command.mjs';
import { say, SetupProblem } from './say.mjs';
import { linkPostgresLibraries } from './postgres-links.mjs';

const stampFile = inRoot('node_modules', '.lectern-packages');
const lockFile = inRoot('package-lock.json');

/** Whether node_modules holds what package-lock.json names. */
export function packagesAreInstalled() {
  if (!existsSync(inRoot('node_modules', '.package-lock.json'))) return false;
  const fingerprint = fingerprintOf(lockFile);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === fingerprint) return true;
  // npm itself keeps a list of what it installed: a developer's own `npm install X` must not
  // cost a whole reinstall.
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  const present = JSON.parse(
    readFileSync(inRoot('node_modules', '.package-lock.json'), 'utf8'),
  ).packages;
  if (findDifferences(wanted, present).length > 0) return false;
  finish(fingerprint);
  return true;
}

/**
 * @param {Record<string, { version?: string, optional?: boolean, os?: string[], cpu?: string[] }>} wanted
 * @param {Record<string, { version?: string }>} present
 * @returns {string[]} paths of packages that are missing or of another version
 */
export function findDifferences(wanted, present) {
  return Object.entries(wanted)
    .filter(([path, entry]) => {
      if (path === '') return false;
      const installed = present[path];
      // An optional package for another system is rightly absent.
      if (!installed) return !entry.optional;
      return installed.version !== entry.version;
    })
    .map(([path]) => path);
}

/**
 * Lifecycle scripts of packages do not run here: the only two things they would do for us
 * (a runtime, and PostgreSQL's library links) are steps of this set-up, which can explain itself.
 */
export async function installPackages() {
  say('Installing packages (about a minute the first time) ...');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // npm is a .cmd file on Windows, which only a shell can start.
  const env = { ...process.env, NODE_ENV: 'development' };
  const { code, output } = await runCommand('npm', args, {
    cwd: root,
    env,
    shell: process.platform === 'win32',
  });
  if (code !== 0) {
    throw new SetupProblem(
      `npm could not install the packages:\n${tail(output)}`,
      'check the network or the registry setting (npm config get registry), then run: npm ci --ignore-scripts',
    );
  }
  finish(fingerprintOf(lockFile));
}

/** @param {string} fingerprint */
function finish(fingerprint) {
  linkPostgresLibraries();
  try {
    writeFileSync(stampFile, fingerprint);
  } catch {
    // A read-only node_modules works as well; the comparison is then made each time.
  }
}

/** @param {string} file */
function fingerprintOf(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
