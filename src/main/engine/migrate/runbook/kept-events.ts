import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { fail } from '../../../../shared/kernel/errors';
import type { PostgresSettings } from '../../connections/postgres-settings';
import type { AuditEvent } from './audit-event';

const eventSchema = z.strictObject({
  at: z.string(),
  who: z.string(),
  kind: z.string(),
  step: z.string().nullable(),
  detail: z.record(z.string(), z.json()),
});

/**
 * Events of a server that could not be written there, because the role may only read or the
 * server has no schema of Lectern yet. They wait in the data folder, one JSON object a line, and
 * are brought up by the next event that can be. The file is named by the place, not by the person.
 */
export function keptEventsFile(
  dataFolder: string,
  { host, port, database }: PostgresSettings,
): string {
  const place = createHash('sha256').update(`${host}\n${port}\n${database}`).digest('hex');
  return join(dataFolder, 'migration-events', `${place.slice(0, 24)}.jsonl`);
}

/** Adds an event to those that wait; fails with `read_only` or `disk_full`. */
export function keepEvent(file: string, event: AuditEvent): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, `${JSON.stringify(event)}\n`, { mode: 0o600 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === '') throw error;
    fail(
      code === 'ENOSPC' ? 'disk_full' : 'read_only',
      `What is done to a server is written down, and ${file} cannot be written (${code}). The server was not changed. Check the disk and the permissions of the folder.`,
      { file },
    );
  }
}

/** The events that wait, oldest first; a line that was cut off by a full disk is passed over. */
export function readKeptEvents(file: string): readonly AuditEvent[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // None are kept.
    return [];
  }
  return text.split('\n').flatMap((line) => {
    const event = eventSchema.safeParse(parsed(line));
    return event.success ? [event.data] : [];
  });
}

/** Forgets the events that wait, once they are where they belong. */
export function forgetKeptEvents(file: string): void {
  rmSync(file, { force: true });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Judged by the schema.
    return undefined;
  }
}
