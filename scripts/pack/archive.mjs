import { readFileSync } from 'node:fs';
import { inRoot } from '../setup/paths.mjs';
import { runCommand, tail } from '../setup/run-command.mjs';
import { say, SetupProblem } from '../setup/say.mjs';

/**
 * Puts the unpacked Linux program into an archive with the system's own tar: electron-builder
 * would download a packer for it.
 */
export async function packArchive() {
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const name = `lectern-${version}-linux-${process.arch}`;
  const { code, output } = await runCommand(
    'tar',
    [
      '-czf',
      `${name}.tar.gz`,
      // Whoever unpacks it becomes the owner; the folder gets a name that says what it is.
      '--owner=0',
      '--group=0',
      '--numeric-owner',
      `--transform=s,^linux-unpacked,${name},`,
      'linux-unpacked',
    ],
    { cwd: inRoot('release') },
  );
  if (code !== 0)
    throw new SetupProblem(
      `tar failed:\n${tail(output)}`,
      'free some space, then run: npm run pack',
    );
  say(`release/${name}.tar.gz`);
}
