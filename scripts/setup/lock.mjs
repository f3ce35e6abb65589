import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { cacheFolder, root } from './paths.mjs';
import { say, SetupProblem } from './say.mjs';

const longestWaitMs = 15 * 60_000;

/**
 * Two terminals may start the set-up at once; the second waits instead of emptying
 * node_modules under the first. The file holds the owner's process id, so that a killed
 * set-up does not block the next one.
 * @template T
 * @param {string} name what is guarded; each clone has its own
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  const folder = join(cacheFolder(), 'locks');
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch {
    throw new SetupProblem(
      `the cache folder ${cacheFolder()} cannot be written`,
      'set LECTERN_CACHE to a folder that can, or mend its permissions',
    );
  }
  const clone = createHash('sha256').update(root).digest('hex').slice(0, 12);
  const file = join(folder, `${name}-${clone}.lock`);
  await take(file, name);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file @param {string} name */
async function take(file, name) {
  const giveUpAt = Date.now() + longestWaitMs;
  for (let said = false; Date.now() < giveUpAt;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    const owner = readOwner(file);
    if (owner !== undefined && !isAlive(owner)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!said) say(`Another ${name} is at work (process ${owner ?? 'unknown'}); waiting for it.`);
    said = true;
    await wait(300);
  }
  throw new SetupProblem(
    `another ${name} did not end within 15 minutes`,
    `end it, or delete ${file}`,
  );
}

/** @param {string} file @returns {number | undefined} */
function readOwner(file) {
  try {
    const owner = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(owner) && owner > 0 ? owner : undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
