import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** A log of the few things only the shell sees: the engine dying, a page crashing. */
export function createShellLog(
  file: string,
): (event: string, facts: Readonly<Record<string, unknown>>) => void {
  return (event, facts) => {
    try {
      mkdirSync(dirname(file), { recursive: true });
      appendFileSync(
        file,
        `${JSON.stringify({ at: new Date().toISOString(), event, ...facts })}\n`,
      );
    } catch {
      // A log that cannot be written must not stop the restart it speaks of.
    }
  };
}
