import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { fail } from '../../../shared/kernel/errors';
import { decode } from '../import/decode';
import type { RosterRow } from './roster-row';
import { rosterRows } from './roster-rows';

/** Where a roster comes from: a file, or text that was dropped or pasted. */
export type RosterSource =
  { readonly path: string } | { readonly name: string; readonly text: string };

const largest = 50 * 1024 * 1024;

/** Reads a roster into rows. Fails with `bad_input` that names the file and what is wrong with it. */
export function readRoster(source: RosterSource): {
  readonly name: string;
  readonly rows: readonly RosterRow[];
} {
  const name = 'path' in source ? basename(source.path) : source.name;
  const text = 'path' in source ? readText(source.path) : source.text;
  const rows = rosterRows(text);
  if (!rows.ok) fail('bad_input', `${name}: ${rows.error} Nothing was imported.`, { file: name });
  return { name, rows: rows.value };
}

function readText(path: string): string {
  const file = statSync(path, { throwIfNoEntry: false });
  if (!file) fail('bad_input', `There is no file ${path}. Nothing was imported.`, { file: path });
  if (!file.isFile()) {
    fail('bad_input', `${path} is not a file. Nothing was imported.`, { file: path });
  }
  if (file.size > largest) {
    fail('bad_input', `${path} is larger than 50 MB, which no roster is. Nothing was imported.`, {
      file: path,
    });
  }
  const decoded = decode(readBytes(path));
  if (decoded.ok) return decoded.value.text;
  const what = file.size === 0 ? 'is empty' : 'is not text';
  return fail(
    'bad_input',
    `${path} ${what}. Nothing was imported. Export the roster as CSV (userId, name, email) or as Clerk's JSON.`,
    { file: path },
  );
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return fail('bad_input', `${path} cannot be read (${code}). Nothing was imported.`, {
      file: path,
    });
  }
}
