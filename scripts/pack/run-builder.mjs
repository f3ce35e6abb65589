import { readRuntime } from '../setup/electron-runtime.mjs';
import { inRoot, root } from '../setup/paths.mjs';
import { runCommand, tail } from '../setup/run-command.mjs';
import { SetupProblem } from '../setup/say.mjs';

/**
 * Runs electron-builder on what is built.
 * @param {readonly string[]} args
 * @param {{ show?: boolean }} [options]
 */
export async function runBuilder(args, { show = false } = {}) {
  const runtime = readRuntime();
  if (!runtime) throw new SetupProblem('there is no Electron runtime to package', 'npm run setup');
  const program = inRoot('node_modules', 'electron-builder', 'cli.js');
  const words = [program, ...args, `-c.electronVersion=${runtime.version}`, '--publish=never'];
  const { code, output } = await runCommand(process.execPath, words, { cwd: root, show });
  if (code !== 0)
    throw new SetupProblem(
      `packaging failed:\n${tail(output, 20)}`,
      'mend the error above, then run: npm run pack',
    );
}
