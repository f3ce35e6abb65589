/**
 * Runs tests/bench/*.bench.ts. A bench compares two ways of doing something in one run, because
 * times from different runs or machines do not compare. It exports
 *   measure(): Promise<{ label: string, ratio: number, ceiling?: number, detail?: string }[]>
 * and fails when a ratio is above its ceiling. What needs a window is a tests/bench/*.window.ts,
 * run like a window test, which writes its findings into a file.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build/fresh.mjs';
import { ensureSetup } from './setup.mjs';
import { inRoot } from './setup/paths.mjs';
import { explain } from './setup/say.mjs';
import { runWindowTests } from './test/window-tests.mjs';

/** @typedef {{ label: string, ratio: number, ceiling?: number, detail?: string }} Finding */

/** @param {string} file @returns {Promise<Finding[]>} */
async function run(file) {
  const { createServer } = await import('vite');
  // Kept open while it measures: what is imported late (the engine's topics) comes through it too.
  const server = await createServer({
    configFile: false,
    logLevel: 'warn',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    cacheDir: inRoot('node_modules', '.vite-bench'),
  });
  try {
    const module = await server.ssrLoadModule(file);
    return await /** @type {{ measure: () => Promise<Finding[]> }} */ (module).measure();
  } finally {
    await server.close();
  }
}

/** @param {string} name @returns {Promise<Finding[]>} */
async function runInWindow(name) {
  /** @type {Finding[]} */
  let findings = [];
  const { failed, skipped, reasons } = await runWindowTests(
    ['--project=bench', `tests/bench/${name}`],
    (scratch) => {
      const file = join(scratch, 'bench', name.replace('.window.ts', '.json'));
      if (existsSync(file)) findings = JSON.parse(readFileSync(file, 'utf8'));
    },
  );
  for (const reason of Object.keys(reasons)) console.log(`  skipped: ${reason}`);
  if (failed > 0 || (skipped === 0 && findings.length === 0)) throw new Error(`${name} failed`);
  return findings;
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
  const folder = inRoot('tests', 'bench');
  const wanted = process.argv.slice(2);
  const files = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => /\.(bench|window)\.ts$/.test(name))
    .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
  if (files.length === 0) throw new Error('no bench of tests/bench matches');
  const needsWindow = files.some((name) => name.endsWith('.window.ts'));
  await ensureSetup({ purpose: needsWindow ? 'test' : 'cli', quiet: true });
  await ensureBuilt(needsWindow ? {} : { only: 'main' });
  let slow = 0;
  for (const name of files) {
    console.log(name.replace(/\.(bench|window)\.ts$/, '').replaceAll('-', ' '));
    const isWindow = name.endsWith('.window.ts');
    const findings = await (isWindow ? runInWindow(name) : run(inRoot('tests', 'bench', name)));
    for (const finding of findings) slow += print(finding) ? 0 : 1;
  }
  if (slow > 0) console.log(`${slow} above the ceiling`);
  process.exit(slow > 0 ? 1 : 0);
}

main().catch((error) => {
  explain(error);
  process.exitCode = 1;
});
