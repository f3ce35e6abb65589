/**
 * What `electron <folder>` runs in a runtime that came without Electron's own default app:
 * it finds the program's folder in the arguments and starts it. Packaged programs never
 * contain this file.
 */
import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** @param {readonly string[]} argv */
function readArguments(argv) {
  const modules = [];
  for (let i = 0; i < argv.length; i += 1) {
    const word = argv[i] ?? '';
    if (word === '--version' || word === '-v') return { version: true, modules, folder: undefined };
    // Test drivers put a module of theirs before the program with -r.
    if (word === '-r' || word === '--require') modules.push(argv[(i += 1)] ?? '');
    else if (word.startsWith('--require=')) modules.push(word.slice('--require='.length));
    else if (!word.startsWith('-')) return { version: false, modules, folder: resolve(word) };
  }
  return { version: false, modules, folder: undefined };
}

/** @param {string} folder */
async function start(folder) {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (about.version) app.setVersion(about.version);
  if (about.productName ?? about.name) app.setName(about.productName ?? about.name);
  app.setAppPath(folder);
  process.defaultApp = true;
  // Awaited at the top level: Electron waits with `ready` until the program's own main module
  // has run, so that it can still register schemes and switch the sandbox on.
  await import(pathToFileURL(join(folder, about.main ?? 'index.js')).href);
}

const { version, modules, folder } = readArguments(process.argv.slice(1));
if (version) {
  process.stdout.write(`v${process.versions.electron}\n`);
  process.exit(0);
}
const require = createRequire(join(process.cwd(), 'package.json'));
for (const name of modules) require(name);
if (folder === undefined) {
  process.stderr.write('Usage: electron <folder of the program>\n');
  process.exit(1);
}
await start(folder);
