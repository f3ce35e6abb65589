import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {import('./tally-reporter.mjs').Tally} Tally */

/**
 * @typedef {object} Place
 * @property {string} folder where the program and its tests are
 * @property {string} node
 * @property {string} scratch a folder the tests' user can write to
 * @property {(command: string[]) => [string, string[]]} [as] wraps the command, to run it as another user
 * @property {Record<string, string>} [env]
 */

/**
 * Runs Vitest and returns what its tally says.
 * @param {Place} place
 * @param {readonly string[]} words further arguments of Vitest
 * @returns {Promise<Tally>}
 */
export async function runVitest(place, words) {
  const tallyFile = join(place.scratch, `tally-${process.pid}-${Date.now()}.json`);
  const vitest = join(place.folder, 'node_modules', 'vitest', 'vitest.mjs');
  const reporter = join(place.folder, 'scripts', 'test', 'tally-reporter.mjs');
  const command = [
    place.node,
    vitest,
    'run',
    '--reporter=default',
    `--reporter=${reporter}`,
    // Loads vitest.config.ts without writing a file beside it.
    '--configLoader=runner',
    '--passWithNoTests',
    ...words,
  ];
  const [program, args] = place.as ? place.as(command) : [place.node, command.slice(1)];
  const env = {
    ...process.env,
    ...place.env,
    LECTERN_IS_BUILT: '1',
    LECTERN_TALLY: tallyFile,
    LECTERN_VITE_CACHE: join(place.scratch, 'vite'),
  };
  const code = await runInPlace(program, args, place.folder, env);
  return readTally(tallyFile, code);
}

/**
 * @param {string} program @param {readonly string[]} args @param {string} cwd @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
function runInPlace(program, args, cwd, env) {
  return new Promise((done) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', () => done(127));
    child.on('close', (code) => done(code ?? 1));
  });
}

/** @param {string} file @param {number} code @returns {Tally} */
function readTally(file, code) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0, reasons: {} };
  /** @type {Tally} */
  const tally = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(file, { force: true });
  // Vitest saw something wrong that the tally did not: never report that as success.
  if (code !== 0 && tally.failed === 0) tally.failed = 1;
  return tally;
}
