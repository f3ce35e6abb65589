import { setImmediate as turn } from 'node:timers/promises';
import type { PostgresConnection } from '../../src/main/engine/connections/postgres-connection';
import { listOutbox } from '../../src/main/engine/sync/local/outbox-repository';
import type { SyncSession } from '../../src/main/engine/sync/session';
import type { Mirror } from '../support/mirror';

export function rename(here: Mirror, id: string, title: string): void {
  here.direct.context.edit({ name: 'course.edit', label: title }, (edit) => {
    edit.update('Course', id, { title });
  });
}

export async function sessionOn(
  here: Mirror,
  connection: PostgresConnection,
  part: Partial<SyncSession> = {},
): Promise<SyncSession> {
  return { ...(await here.direct.session(connection)), breathe: () => turn(), ...part };
}

export function states(here: Mirror): readonly string[] {
  return listOutbox(here.direct.workspace.read, {
    states: ['queued', 'acknowledged', 'settled', 'parked', 'conflicted'],
  }).map(({ key, fields, state }) => `${key} ${String(fields.title)} ${state}`);
}

export function titleHere(here: Mirror, id: string): unknown {
  return here.engine.sql.prepare('SELECT "title" FROM "Course" WHERE "id" = ?').pluck().get(id);
}
