import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {string} folder
 * @returns {{ name: string, size: number, modified: number }[]} sorted by name; names relative to `folder`
 */
export function listFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const full = join(entry.parentPath ?? entry.path, entry.name);
      const { size, mtimeMs } = statSync(full);
      return { name: full.slice(folder.length + 1), size, modified: mtimeMs };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Names the state of some files and folders. Times and sizes, not contents: asked at every start.
 * A file that is taken away or put back with an older time changes it too.
 * @param {string} base
 * @param {readonly string[]} paths
 */
export function fingerprint(base, paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    const full = join(base, path);
    const files =
      existsSync(full) && statSync(full).isFile()
        ? [{ name: '', ...timeOf(full) }]
        : listFiles(full);
    for (const { name, size, modified } of files)
      hash.update(`${path}/${name} ${size} ${modified}\n`);
  }
  return hash.digest('hex');
}

/** @param {string} file */
function timeOf(file) {
  const { size, mtimeMs } = statSync(file);
  return { size, modified: mtimeMs };
}
