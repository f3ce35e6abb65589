/**
 * Opens Lectern's window; without a display, does the main job in the terminal instead.
 * Arguments are passed on to the program.
 */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build/fresh.mjs';
import { ensureSetup } from './setup.mjs';
import { inRoot } from './setup/paths.mjs';
import { explain, say } from './setup/say.mjs';
import { hasDisplay } from './window/display.mjs';
import { openWindow } from './window/open.mjs';

async function main() {
  const args = process.argv.slice(2);
  await ensureSetup({ purpose: hasDisplay() ? 'start' : 'cli', quiet: true });
  if (hasDisplay()) {
    await ensureBuilt();
    process.exitCode = await openWindow(args);
    return;
  }
  await ensureBuilt({ only: 'main' });
  say(
    'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.',
  );
  say(
    'Lectern does its main job in this terminal instead, with sample data: npm run -s lectern -- demo',
  );
  await runDemo(args);
}

/** @param {readonly string[]} args */
async function runDemo(args) {
  const cli = inRoot('out', 'main', 'cli.js');
  if (!existsSync(cli)) throw new Error('the build has no command line');
  process.argv = [process.execPath, cli, 'demo', ...args];
  await import(pathToFileURL(cli).href);
}

main().catch((error) => {
  explain(error);
  process.exitCode = 1;
});
