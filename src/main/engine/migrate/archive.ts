import { createHash, type Hash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { fail } from '../../../shared/kernel/errors';
import type { ArchiveHeader } from './archive-format';
import type { LossPart } from './loss';
import { quoted } from './sqlite-catalogue';

/**
 * Writes what a rollback would lose to a file: into a temporary one first, flushed to the disk,
 * then renamed, so that an archive is whole or absent. Fails with `bad_input` when the file is
 * there already (an older archive may be in it) or cannot be written.
 */
export function writeArchive(
  connection: BetterSqlite3.Database,
  file: string,
  header: ArchiveHeader,
  parts: readonly LossPart[],
): void {
  if (existsSync(file)) {
    fail(
      'bad_input',
      `${file} exists already and may hold an older archive. Nothing was changed. Name another file.`,
      { file },
    );
  }
  const temporary = `${file}.part`;
  const writer = openWriter(temporary, file);
  try {
    writer.line(header);
    const counts: Record<string, number> = {};
    for (const part of parts) counts[part.object] = writePart(connection, part, writer);
    writer.end(counts);
    renameSync(temporary, file);
    flushFolder(dirname(file));
  } catch (error) {
    writer.close();
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writePart(connection: BetterSqlite3.Database, part: LossPart, writer: LineWriter): number {
  const { table, column } = part;
  const fields = column === null ? '*' : `"id", ${quoted(column)} AS "value"`;
  const rows = connection.prepare(
    `SELECT ${fields} FROM ${quoted(table)} WHERE ${part.where} ORDER BY rowid`,
  );
  let count = 0;
  for (const row of rows.iterate()) {
    // With a column the row is { id, value }; without one it is the whole row.
    writer.line(column === null ? { table, row } : { table, column, ...(row as object) });
    count += 1;
  }
  return count;
}

type LineWriter = {
  readonly line: (value: object) => void;
  readonly end: (counts: { readonly [object: string]: number }) => void;
  readonly close: () => void;
};

function openWriter(temporary: string, file: string): LineWriter {
  const descriptor = open(temporary, file);
  const hash: Hash = createHash('sha256');
  let pending = '';
  let isOpen = true;
  const flush = (): void => {
    if (pending !== '') writeSync(descriptor, pending);
    pending = '';
  };
  const close = (): void => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  return {
    line: (value) => {
      const text = `${JSON.stringify(value)}\n`;
      hash.update(text);
      pending += text;
      if (pending.length > 256 * 1024) flush();
    },
    end: (counts) => {
      pending += `${JSON.stringify({ end: true, counts, sha256: hash.digest('hex') })}\n`;
      flush();
      fsyncSync(descriptor);
      close();
    },
    close,
  };
}

function open(temporary: string, file: string): number {
  try {
    return openSync(temporary, 'w', 0o600);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fail(
      'bad_input',
      `The archive ${file} cannot be written (${why}). Nothing was changed. Name a file in a folder that can be written.`,
      { file },
    );
  }
}

/** The rename itself must survive a power cut; not every system can flush a folder. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
