import { verifyMirror, type Verification } from '../../src/main/engine/sync/verify';
import { repairMirror, type Repair } from '../../src/main/engine/sync/repair';
import { touches, world } from '../support/change-log';
import { mirror, type Mirror } from '../support/mirror';
import type { SyncDatabase, SyncServer } from '../support/sync-server';

/** A workspace that has just been copied from an LMS with one row, at least, in every table. */
export async function copiedWorld(
  server: SyncServer,
  userId: string | null = null,
): Promise<{ readonly db: SyncDatabase; readonly here: Mirror }> {
  const db = await server.database();
  await db.admin.query(world);
  for (const { insert } of touches) await db.admin.query(insert);
  const here = await mirror(db, userId);
  await here.cycle();
  return { db, here };
}

/** Compares; the differences as `table: ids`, sorted. */
export async function differences(here: Mirror): Promise<Record<string, readonly string[]>> {
  return byTable(await verifyMirror(await here.session()));
}

export function byTable({
  differs,
}: Pick<Verification, 'differs'>): Record<string, readonly string[]> {
  return Object.fromEntries(differs.map(({ table, ids }) => [table, [...ids].sort()]));
}

/** Compares and mends. */
export async function repaired(here: Mirror): Promise<Repair> {
  return repairMirror(await here.session());
}

/** Runs SQL on the server without the log noticing, as a superuser who turned the triggers off. */
export async function unlogged(
  db: SyncDatabase,
  tables: readonly string[],
  sql: string,
): Promise<void> {
  const each = (what: string): string =>
    tables.map((table) => `ALTER TABLE ${table} ${what} TRIGGER USER;`).join('\n');
  await db.admin.query(
    `BEGIN; ${each('DISABLE')} ${sql}; ${each('ENABLE ALWAYS').replaceAll('ENABLE ALWAYS TRIGGER USER', 'ENABLE TRIGGER USER')} COMMIT`,
  );
  // ENABLE leaves them in the usual state; they must fire always.
  await db.admin.query('SELECT lectern.install_change_triggers()');
}
