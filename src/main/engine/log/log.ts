import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { toInstant, type Clock } from '../../../shared/kernel/clock';
import type { RandomBytes } from '../../../shared/kernel/ids';
import { redact } from './redact';

/** The log of the engine: one JSON object a line, secrets taken out. */
export type Log = {
  readonly info: (event: string, facts?: Readonly<Record<string, unknown>>) => void;
  readonly warn: (event: string, facts?: Readonly<Record<string, unknown>>) => void;
  /** Writes a fault down and returns the reference that the error message shows. */
  readonly bug: (where: string, error: unknown) => string;
};

const rotateAt = 2 * 1024 * 1024;

export type LogOptions = {
  readonly file: string | undefined;
  readonly clock: Clock;
  readonly random: RandomBytes;
};

/**
 * Opens the log. It rotates at 2 MiB, keeping one older file. A log that cannot be written must
 * not stop the work it speaks of, so such an error is dropped here and nowhere else.
 */
export function createLog({ file, clock, random }: LogOptions): Log {
  const write = (level: string, event: string, facts: Readonly<Record<string, unknown>>): void => {
    if (file === undefined) return;
    const line = JSON.stringify({ at: toInstant(clock.now()), level, event, ...facts });
    try {
      mkdirSync(dirname(file), { recursive: true });
      rotate(file);
      appendFileSync(file, `${redact(line)}\n`);
    } catch {
      // See above: a full disk is reported where the data is written, not where it is logged.
    }
  };
  return {
    info: (event, facts = {}) => write('info', event, facts),
    warn: (event, facts = {}) => write('warn', event, facts),
    bug: (where, error) => {
      const reference = Buffer.from(random(4)).toString('hex').toUpperCase();
      const known = error instanceof Error ? error : new Error(String(error));
      write('bug', where, { reference, message: known.message, stack: known.stack });
      return reference;
    },
  };
}

function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > rotateAt) renameSync(file, `${file}.1`);
}
