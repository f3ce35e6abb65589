import { toInstant } from '../../../shared/kernel/clock';
import { parseCursor, sees } from './cursor';
import { changeOutbox, lastingDetail, listOutbox, type OutboxRow } from './local/outbox-repository';
import { rebuildRow } from './local/rebuild-row';
import type { SyncSession } from './session';

/** Queues again what waited for a table or a column of the server, when its columns have changed. */
export function requeueUpdated(session: SyncSession): void {
  const { context, facts } = session;
  const waiting = listOutbox(context.workspace.read, {
    states: ['parked'],
    reason: 'update_needed',
  });
  const changed = waiting.filter(({ table, detail }) => {
    const found = facts.tables.get(table);
    const now = found?.exists ? Object.keys(found.columns).sort() : [];
    return now.join() !== (detail.columns ?? []).join();
  });
  if (changed.length === 0) return;
  const at = toInstant(context.clock.now());
  context.workspace.write((db) => {
    for (const { opId, detail } of changed) {
      const again = { state: 'queued', reason: null, attempts: 0 } as const;
      changeOutbox(db, opId, { ...again, detail: lastingDetail(detail) }, at);
    }
  });
}

/**
 * Takes those fields out of conflicting operations that the server has taken, once a pull has seen
 * them: from then on they are the server's row, and somebody may have changed them since.
 */
export function dropDelivered(session: SyncSession): void {
  const { context, rows } = session;
  const { cursor } = session.state();
  if (cursor === null) return;
  const snapshot = parseCursor(cursor);
  const seen = listOutbox(context.workspace.read, { states: ['conflicted'] }).filter(
    ({ acknowledgedXid }) => acknowledgedXid !== null && sees(snapshot, acknowledgedXid),
  );
  if (seen.length === 0) return;
  const at = toInstant(context.clock.now());
  context.workspace.write((db) => {
    for (const op of seen) {
      const { delivered: _delivered, ...detail } = op.detail;
      const patch = { fields: undelivered(op), detail, acknowledgedXid: null };
      changeOutbox(db, op.opId, patch, at);
      rebuildRow(db, rows, op.table, op.key);
    }
  });
  context.emit('changed', { tables: [...new Set(seen.map(({ table }) => table))] });
}

/** The fields of an operation that the server has not taken. */
function undelivered({ fields, detail }: OutboxRow): OutboxRow['fields'] {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => !detail.delivered?.includes(name)),
  );
}
