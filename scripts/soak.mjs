/**
 * Runs the property tests of sync for as long as wanted: the same generators as `npm test`, more
 * runs of them. Stops at the first that fails, with what is needed to see it again.
 *   npm run soak                              5,000 runs on a real server
 *   npm run soak -- --runs 200 --seed 7       some runs, from a known beginning
 *   npm run soak -- --model 100000            the model alone, in memory, first
 *   npm run soak -- --restores 500            some on a server that is put back in between, last
 *   npm run soak -- --runs 0 --model 100000   and nothing else
 */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build/fresh.mjs';
import { ensureSetup } from './setup.mjs';
import { inRoot, root } from './setup/paths.mjs';
import { explain } from './setup/say.mjs';

/** @typedef {{ what: string, file: string, variable: string, runs: number, atOnce: number }} Part */

/** @returns {{ seed: number, jobs: number, parts: Part[] }} */
function readWishes() {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '5000' },
      model: { type: 'string', default: '0' },
      restores: { type: 'string', default: '0' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
      jobs: { type: 'string', default: '2' },
    },
  });
  const number = (/** @type {'runs' | 'model' | 'restores' | 'seed' | 'jobs'} */ name) => {
    const value = Number(values[name]);
    if (Number.isSafeInteger(value) && value >= 0) return value;
    throw new Error(`--${name} ${values[name]} is no whole number`);
  };
  return {
    seed: number('seed'),
    jobs: Math.max(1, number('jobs')),
    parts: [
      {
        what: 'the model',
        file: 'tests/sync/property-model.test.ts',
        variable: 'LECTERN_MODEL_RUNS',
        runs: number('model'),
        atOnce: 10_000,
      },
      {
        what: 'a real server',
        file: 'tests/sync/property-real.test.ts',
        variable: 'LECTERN_REAL_RUNS',
        runs: number('runs'),
        atOnce: 50,
      },
      {
        what: 'a real server that is put back',
        file: 'tests/sync/property-real.test.ts',
        variable: 'LECTERN_RESTORE_RUNS',
        runs: number('restores'),
        atOnce: 50,
      },
    ],
  };
}

/** Each part makes its own runs only. */
const none = { LECTERN_REAL_RUNS: '0', LECTERN_RESTORE_RUNS: '0' };

/**
 * A process of its own for each piece, so that nothing piles up.
 * @param {Part} part @param {number} runs @param {number} seed
 * @returns {Promise<{ failed: boolean, output: string }>}
 */
function runPiece({ file, variable }, runs, seed) {
  return new Promise((done, fail) => {
    const child = spawn(
      process.execPath,
      [inRoot('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project=sync', file],
      {
        cwd: root,
        env: { ...process.env, ...none, [variable]: String(runs), LECTERN_SEED: String(seed) },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (/** @type {Buffer} */ chunk) => (output += chunk.toString()));
    }
    child.on('error', fail);
    child.on('exit', (code) => done({ failed: code !== 0, output }));
  });
}

/** @param {Part} part @param {number} firstSeed @param {number} jobs @returns {Promise<boolean>} */
async function soak(part, firstSeed, jobs) {
  const started = Date.now();
  let begun = 0;
  let passed = 0;
  let isWell = true;
  const work = async () => {
    while (isWell && begun < part.runs) {
      const runs = Math.min(part.atOnce, part.runs - begun);
      const seed = firstSeed + begun;
      begun += runs;
      const { failed, output } = await runPiece(part, runs, seed);
      if (failed) {
        isWell = false;
        console.log(output.trimEnd());
        console.log(
          `Failed. To see it again: ${part.variable}=${runs} LECTERN_SEED=${seed} npm test -- ${part.file}`,
        );
        return;
      }
      passed += runs;
      const minutes = ((Date.now() - started) / 60_000).toFixed(1);
      console.log(
        `${part.what}: ${passed} of ${part.runs} runs passed (${minutes} min, seed ${seed})`,
      );
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  if (part.runs > 0)
    console.log(`${part.what}: ${passed} runs passed, ${isWell ? 'none' : 'one'} failed`);
  return isWell;
}

async function main() {
  const { seed, jobs, parts } = readWishes();
  await ensureSetup({ purpose: 'test', quiet: true });
  await ensureBuilt({ only: 'main' });
  console.log(`seed ${seed}`);
  for (const part of parts) {
    if (await soak(part, seed, jobs)) continue;
    process.exitCode = 1;
    return;
  }
}

main().catch((error) => {
  explain(error);
  process.exitCode = 1;
});
