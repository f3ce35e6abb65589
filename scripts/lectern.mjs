/**
 * The command line from the repository. Standard output belongs to the command; whatever the
 * set-up or the build has to say goes to standard error.
 */
import { pathToFileURL } from 'node:url';
import { ensureSetup } from './setup.mjs';
import { inRoot } from './setup/paths.mjs';
import { explain } from './setup/say.mjs';
import { ensureBuilt } from './build/fresh.mjs';

async function prepare() {
  await ensureSetup({ purpose: 'cli', quiet: true });
  await ensureBuilt({ only: 'main' });
}

try {
  await prepare();
} catch (error) {
  explain(error);
  // A bug, in the command line's own list of exit codes; nothing of the command was done.
  process.exit(70);
}
// process.argv already reads [node, this file, ...the command]: what cli.ts expects of its own.
await import(pathToFileURL(inRoot('out', 'main', 'cli.js')).href);
