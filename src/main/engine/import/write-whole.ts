import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fail } from '../../../shared/kernel/errors';

/**
 * Writes a file so that it is there whole or not at all: beside its place, flushed, then renamed.
 * Fails with `disk_full` or `bad_input`; an older file of that name is then as it was.
 */
export function writeWhole(file: string, text: string): void {
  const unfinished = `${file}.unfinished`;
  let descriptor: number | undefined;
  try {
    descriptor = openSync(unfinished, 'w');
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
    closeSync(descriptor);
    descriptor = undefined;
    renameSync(unfinished, file);
  } catch (error) {
    if (descriptor !== undefined) closeSync(descriptor);
    rmSync(unfinished, { force: true });
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOSPC')
      fail(
        'disk_full',
        `The disk is full; ${file} was not written. Free some space and try again.`,
        { file },
      );
    if (code !== '')
      fail(
        'bad_input',
        `${file} could not be written (${code}). Nothing was changed; choose another place.`,
        { file },
      );
    throw error;
  }
}
