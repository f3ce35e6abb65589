import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { savedTargetSchema, type SavedTarget } from '../../../shared/contract/targets';
import { fail } from '../../../shared/kernel/errors';

const fileSchema = z.object({ version: z.literal(1), targets: z.array(savedTargetSchema) });

/**
 * The saved servers. They stand in the data folder and not in a workspace: they belong to the
 * person at this computer, are needed without any workspace (`migrate … --database`), must not
 * travel in a copy of a workspace, and must not turn old when a workspace is restored.
 */
export function targetsFile(dataFolder: string): string {
  return join(dataFolder, 'targets.json');
}

/** All saved servers; fails with `corrupt` rather than to begin a new list over the old one. */
export function readTargets(dataFolder: string): readonly SavedTarget[] {
  const file = targetsFile(dataFolder);
  const text = readText(file);
  if (text === undefined) return [];
  const parsed = fileSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data.targets;
  return fail(
    'corrupt',
    `The list of saved servers ${file} cannot be read. It was left as it is. Correct it, or move it away to begin a new one; passwords are not in it.`,
    { file },
  );
}

/** Writes the list whole or not at all; only this user may read it. */
export function writeTargets(dataFolder: string, targets: readonly SavedTarget[]): void {
  const file = targetsFile(dataFolder);
  try {
    mkdirSync(dirname(file), { recursive: true });
    const unfinished = `${file}.unfinished`;
    const descriptor = openSync(unfinished, 'w', 0o600);
    try {
      writeFileSync(descriptor, `${JSON.stringify({ version: 1, targets }, null, 2)}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(unfinished, file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === '') throw error;
    fail(
      code === 'ENOSPC' ? 'disk_full' : 'read_only',
      `The list of saved servers ${file} could not be written (${code}). It is as it was. Check the disk and the permissions of the folder.`,
      { file },
    );
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') return undefined;
    return fail(
      'corrupt',
      `The list of saved servers ${file} cannot be read (${code}). Check its permissions.`,
      { file },
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
