/**
 * Everything that can be said about the sources without running them. Every check runs, also
 * after one has failed, so that one run shows the whole list.
 */
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { ensureSetup } from './setup.mjs';
import { inRoot, root } from './setup/paths.mjs';
import { runCommand } from './setup/run-command.mjs';
import { explain } from './setup/say.mjs';

/** @typedef {{ name: string, args: string[] }} Check */

/**
 * The programs are started by file, not through npx: that saves seconds and works on every system.
 * @type {Check[]}
 */
const checks = [
  // One project per room, because each room may use other globals (no DOM in the engine).
  ...readdirSync(root)
    .filter((file) => /^tsconfig\.(?!base\.)\w+\.json$/.test(file))
    .map((file) => ({
      name: `types (${file})`,
      args: [inModules('typescript/bin/tsc'), '-p', file, '--noEmit'],
    })),
  { name: 'lint', args: [inModules('eslint/bin/eslint.js'), '.'] },
  { name: 'unused files, exports and packages', args: [inModules('knip/bin/knip.js')] },
  {
    name: 'formatting',
    args: [inModules('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  },
  // House rules of our own, one script each.
  ...readdirSync(inRoot('scripts', 'check'))
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => ({
      name: file.replace('.mjs', '').replaceAll('-', ' '),
      args: [inRoot('scripts', 'check', file)],
    })),
];

/** @param {string} file */
function inModules(file) {
  return inRoot('node_modules', ...file.split('/'));
}

/** @param {Check} check @returns {Promise<boolean>} */
async function runCheck({ name, args }) {
  const started = Date.now();
  const { code, output } = await runCommand(process.execPath, args, { cwd: root });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (code !== 0) console.log(output.trimEnd().replace(/^/gm, '         '));
  return code === 0;
}

async function main() {
  await ensureSetup({ purpose: 'packages', quiet: true });
  const waiting = [...checks];
  let failed = 0;
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      if (!(await runCheck(check))) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: Math.min(3, Math.max(2, cpus().length)) }, worker));
  console.log(`${checks.length - failed} of ${checks.length} checks passed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

main().catch((error) => {
  explain(error);
  process.exitCode = 1;
});
