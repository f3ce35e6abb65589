/**
 * Runs tests/bench/*.bench.ts. A bench compares two ways of doing something in one run, because
 * times from different runs or machines do not compare. It exports
 *   measure(): Promise<{ label: string, ratio: number, ceiling?: number, detail?: string }[]>
 * and fails when a ratio is above its ceiling.
 */
import { existsSync, readdirSync } from 'node:fs';
import { ensureBuilt } from './build/fresh.mjs';
import { ensureSetup } from './setup.mjs';
import { inRoot } from './setup/paths.mjs';
import { explain } from './setup/say.mjs';

/** @typedef {{ label: string, ratio: number, ceiling?: number, detail?: string }} Finding */

/** @param {string} file @returns {Promise<Finding[]>} */
async function run(file) {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(file, {
    configFile: false,
    logLevel: 'warn',
    cacheDir: inRoot('node_modules', '.vite-bench'),
  });
  return /** @type {{ measure: () => Promise<Finding[]> }} */ (module).measure();
}

/** @param {Finding} finding @returns {boolean} whether it is within its ceiling */
function print({ label, ratio, ceiling, detail }) {
  const isFine = ceiling === undefined || ratio <= ceiling;
  const limit = ceiling === undefined ? '' : ` (at most ${ceiling})`;
  console.log(
    `  ${isFine ? ' ' : '!'} ${ratio.toFixed(2).padStart(8)}x${limit}  ${label}${detail ? `: ${detail}` : ''}`,
  );
  return isFine;
}

async function main() {
  await ensureSetup({ purpose: 'cli', quiet: true });
  await ensureBuilt({ only: 'main' });
  const folder = inRoot('tests', 'bench');
  const wanted = process.argv.slice(2);
  const files = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith('.bench.ts'))
    .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
  if (files.length === 0) throw new Error('no tests/bench/*.bench.ts matches');
  let slow = 0;
  for (const name of files) {
    console.log(name.replace('.bench.ts', '').replaceAll('-', ' '));
    for (const finding of await run(inRoot('tests', 'bench', name))) slow += print(finding) ? 0 : 1;
  }
  if (slow > 0) console.log(`${slow} above the ceiling`);
  process.exit(slow > 0 ? 1 : 0);
}

main().catch((error) => {
  explain(error);
  process.exitCode = 1;
});
