import { toInstant } from '../../../shared/kernel/clock';
import { rawQuery } from './local/raw-query';
import { keptMs } from './epoch-deliveries';
import type { SyncSession } from './session';
import { stopIfCancelled } from './slices';

type Housekept = Pick<SyncSession, 'context' | 'signal' | 'breathe'>;

/** Rows removed in one transaction: a few milliseconds. */
const sliceRows = 500;
/** Events kept for the page and for support. */
const keptEvents = 10_000;

/**
 * Forgets operations that have ended more than 30 days ago (delivered, or given up), and all but
 * the newest 10,000 events. The history of a workspace is not touched. Answers how many rows went.
 */
export async function forgetOldDeliveries(session: Housekept): Promise<number> {
  const { clock } = session.context;
  const before = toInstant(clock.now() - keptMs);
  const operations = await removeInSlices(
    session,
    `DELETE FROM "lectern_outbox" WHERE "seq" IN
       (SELECT "seq" FROM "lectern_outbox"
         WHERE "state" IN ('settled', 'discarded') AND "changed_at" < ? LIMIT ${sliceRows})`,
    before,
  );
  const events = await removeInSlices(
    session,
    `DELETE FROM "lectern_sync_event" WHERE "id" IN
       (SELECT "id" FROM "lectern_sync_event" WHERE "id" <=
         (SELECT "id" FROM "lectern_sync_event" ORDER BY "id" DESC LIMIT 1 OFFSET ?)
         ORDER BY "id" LIMIT ${sliceRows})`,
    keptEvents,
  );
  return operations + events;
}

async function removeInSlices(
  session: Housekept,
  sql: string,
  parameter: string | number,
): Promise<number> {
  const { workspace } = session.context;
  let removed = 0;
  for (;;) {
    stopIfCancelled(session);
    const count = workspace.write((db) => db.run(rawQuery(sql, [parameter])));
    removed += count;
    if (count < sliceRows) return removed;
    await session.breathe();
  }
}
