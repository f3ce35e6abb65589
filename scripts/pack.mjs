/**
 * Packages the program into release/. Without arguments only what needs no download: the program's
 * folder, and on Linux a tar.gz of it. `--release` builds every target of electron-builder.yml.
 */
import { ensureBuilt } from './build/fresh.mjs';
import { packArchive } from './pack/archive.mjs';
import { runBuilder } from './pack/run-builder.mjs';
import { ensureSetup } from './setup.mjs';
import { readRuntime } from './setup/electron-runtime.mjs';
import { explain, say } from './setup/say.mjs';

async function main() {
  await ensureSetup({ purpose: 'pack', quiet: true });
  await ensureBuilt();
  const isRelease = process.argv.includes('--release');
  const runtime = readRuntime();
  if (runtime?.source === 'fallback') {
    say(
      `This package holds the substitute runtime (Electron ${runtime.version}): good for trying it out, not for publishing.`,
    );
  }
  await runBuilder(isRelease ? [] : ['--dir'], { show: true });
  if (!isRelease && process.platform === 'linux') await packArchive();
  say('The packages are in release/.');
}

main().catch((error) => {
  explain(error);
  process.exitCode = 1;
});
