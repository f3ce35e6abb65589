import { homedir, platform } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json; everything else is named from here, never from the working directory. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** @param {...string} parts */
export const inRoot = (...parts) => join(root, ...parts);

/**
 * Where downloads and built bindings outlive a clone, so that a second clone is quick.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} system
 */
export function cacheFolder(env = process.env, system = platform()) {
  if (env.LECTERN_CACHE) return resolve(env.LECTERN_CACHE);
  if (system === 'win32' && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'Lectern', 'Cache');
  if (system === 'darwin') return join(homedir(), 'Library', 'Caches', 'lectern');
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'lectern');
}
