import type { WritableDb } from '../storage/database';
import { findBase, putBase } from './local/base-repository';
import { toFacts } from './local/event-facts';
import { recordEvent } from './local/event-repository';
import { enqueue } from './local/outbox-repository';
import { rebuildRow } from './local/rebuild-row';
import type { Resolving } from './resolving';

const conflicts = 'lectern_sync_conflict';

/** Keeps a whole copy of what was decided, and of what was given up by it. */
export function noteResolved(db: WritableDb, { op, choice, word, at }: Resolving): void {
  const { opId, table, key, kind, fields, base, detail } = op;
  const whole = {
    op: opId,
    table,
    id: key,
    kind,
    take: word,
    chosen: choice.other,
    fields,
    base,
    detail,
  };
  recordEvent(db, 'resolved', toFacts(whole), at);
}

/** Tells everybody that the conflict is decided, through the queue, so that it works offline. */
export function tellServer(
  db: WritableDb,
  { context, rows, op, word, at }: Pick<Resolving, 'context' | 'rows' | 'op' | 'word' | 'at'>,
): void {
  const key = op.pushId;
  const before = rows.read(conflicts, key);
  if (!findBase(db, conflicts, key)) putBase(db, conflicts, key, before ?? null);
  enqueue(db, {
    opId: context.newId(),
    groupId: `resolved:${op.opId}`,
    table: conflicts,
    key,
    kind: 'update',
    fields: { resolved: word, resolved_by: context.who(), resolved_at: at },
    base: { resolved: null, resolved_by: null, resolved_at: null },
    at,
  });
  rebuildRow(db, rows, conflicts, key);
}
