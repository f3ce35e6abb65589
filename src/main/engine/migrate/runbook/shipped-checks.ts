import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { StepSet } from '../load-steps';

const lockFile = z.object({ files: z.record(z.string(), z.string()) });

/**
 * Whether the checks that are run after the steps are there and are the ones that were shipped.
 * Returns what is wrong; undefined when nothing is.
 */
export function shippedChecksProblem(folder: string, set: StepSet): string | undefined {
  const lock = lockFile.safeParse(JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8'))).data
    ?.files;
  if (!lock)
    return 'The list of shipped files (migrations/lock.json) cannot be read. Install Lectern again.';
  const changed = set.steps
    .map((step) => `${step.name}/${set.engine}.verify.sql`)
    .filter((file) => lock[file] !== sha256(join(folder, file)));
  if (changed.length === 0) return undefined;
  return `Checks are not the shipped ones: ${changed.join(', ')}. Install Lectern again.`;
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
