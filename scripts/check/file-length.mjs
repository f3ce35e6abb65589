import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { listFiles } from '../build/fingerprint.mjs';
import { inRoot } from '../setup/paths.mjs';

const ceiling = 300;

/**
 * House rule: one idea per file; a file that outgrows the ceiling holds several.
 * @param {readonly string[]} folders
 * @returns {string[]} a line for each file that is too long
 */
export function findLongFiles(folders) {
  return folders.flatMap((folder) =>
    listFiles(inRoot(folder))
      .filter(({ name }) => /\.(ts|tsx|mjs|cjs|css)$/.test(name) && !name.includes('.generated.'))
      .map(({ name }) => ({
        path: `${folder}/${name}`,
        lines: countLines(readFileSync(inRoot(folder, name), 'utf8')),
      }))
      .filter(({ lines }) => lines > ceiling)
      .map(({ path, lines }) => `${path} has ${lines} lines; the ceiling is ${ceiling}`),
  );
}

/** @param {string} text */
function countLines(text) {
  return text.trimEnd().split('\n').length;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const complaints = findLongFiles(['src', 'tests', 'scripts']);
  console.log(complaints.join('\n'));
  process.exitCode = complaints.length > 0 ? 1 : 0;
}
