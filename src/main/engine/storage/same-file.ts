import { statSync } from 'node:fs';

/**
 * Says which file it is, whatever its name: a moved file keeps it, another one in its place has
 * another. Undefined when there is no file of this name.
 */
export function fileIdentity(file: string): string | undefined {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}
