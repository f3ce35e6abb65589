import { existsSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { inRoot, root } from '../setup/paths.mjs';

export const projects = [
  'unit',
  'engine',
  'contract',
  'migrations',
  'sync',
  'sync-pgbouncer',
  'architecture',
  'setup',
  'renderer',
  'e2e',
];

/**
 * @typedef {object} Selection
 * @property {string[]} projects which kinds of tests to run
 * @property {string[]} filters paths or parts of paths, for Vitest
 * @property {string[]} options words that begin with a dash, for Vitest, with their values
 */

/**
 * Reads what follows `npm test --`: names of kinds (`unit e2e`), paths, and options of Vitest
 * (`-t "a name"`).
 * @param {readonly string[]} words
 * @returns {Selection}
 */
export function readSelection(words) {
  const named = [];
  const filters = [];
  const options = [];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    if (word.startsWith('-')) {
      options.push(word);
      // `-t name` is two words; other options are written --name=value.
      if (word === '-t') options.push(words[(i += 1)] ?? '');
    } else if (projects.includes(word)) named.push(word);
    else filters.push(word);
  }
  const ofFilters = filters.map(projectOf);
  const chosen = new Set([...named, ...ofFilters.filter((name) => name !== undefined)]);
  // A filter such as "ledger" may match anywhere.
  const everything =
    words.length === options.length || (named.length === 0 && ofFilters.includes(undefined));
  return {
    projects: everything ? projects : projects.filter((name) => chosen.has(name)),
    filters,
    options,
  };
}

/** @param {string} filter @returns {string | undefined} */
function projectOf(filter) {
  const path = isAbsolute(filter) ? relative(root, filter) : filter;
  const [first, second] = path.split(sep === '\\' ? /[\\/]/ : '/');
  return first === 'tests' &&
    second &&
    projects.includes(second) &&
    existsSync(inRoot('tests', second))
    ? second
    : undefined;
}
