import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * Unpacks a zip file, keeping file modes.
 * @param {string} zip
 * @param {string} folder
 * @param {(name: string) => string | undefined} place where an entry goes, relative to `folder`; undefined leaves it out
 * @returns {Promise<number>} how many files were written
 */
export async function unzip(zip, folder, place) {
  // Imported here: the set-up starts before any package is installed.
  const yauzl = (await import('yauzl')).default;
  const archive = await yauzl.openPromise(zip);
  let written = 0;
  for await (const entry of archive.eachEntry()) {
    const target = entry.fileName.endsWith('/') ? undefined : place(entry.fileName);
    if (target === undefined) continue;
    const file = resolve(folder, target);
    if (!file.startsWith(resolve(folder) + sep))
      throw new Error(`the archive names a file outside: ${entry.fileName}`);
    mkdirSync(dirname(file), { recursive: true });
    const mode = (entry.externalFileAttributes >>> 16) & 0o777 || 0o644;
    await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(file, { mode }));
    written += 1;
  }
  return written;
}
