import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../build/fingerprint.mjs';

/**
 * How many tests a folder holds, by reading and not by running: for tests that cannot even be
 * loaded here and still have to be reported as skipped.
 * @param {string} folder
 * @param {(file: string) => boolean} [isMeant] decides by the file's path in the folder
 */
export function countTests(folder, isMeant = () => true) {
  return listFiles(folder)
    .filter(({ name }) => /\.test\.tsx?$/.test(name) && isMeant(name))
    .map(({ name }) => readFileSync(join(folder, name), 'utf8'))
    .reduce(
      (sum, text) => sum + (text.match(/^\s*(?:test|it|\w+Test)(?:\.\w+)*\(/gm)?.length ?? 0),
      0,
    );
}
