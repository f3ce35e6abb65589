import { sameValue, type Fields, type FieldValue } from '../../../shared/domain/sync/values';
import type { RowStore } from '../journal/row-store';
import type { ReadableDb } from '../storage/database';
import { findBase } from './local/base-repository';
import { listOutbox, type OutboxRow } from './local/outbox-repository';
import { isStamp } from './remote/write-rows';
import { structuredOf } from './sync-table';
import { findSyncTable } from './tables';
import { allFields } from './taken';

/** Operations read at a time. */
const pageSize = 2_000;

/** What settled changes of ours wrote last, by row and field. */
export type LastWritten = ReadonlyMap<string, FieldValue>;

/** Reads what the queue still knows of settled changes; for the time of one recovery. */
export function lastWritten(db: ReadableDb): LastWritten {
  const last = new Map<string, FieldValue>();
  for (let after = 0; ;) {
    const page = listOutbox(db, { states: ['settled'], after, limit: pageSize });
    for (const op of page) {
      if (op.kind !== 'update') continue;
      for (const [field, value] of Object.entries(allFields(op))) {
        last.set(idOf(op.table, op.key, field), value);
      }
    }
    const end = page.at(-1);
    if (!end || page.length < pageSize) return last;
    after = end.seq;
  }
}

/**
 * What of a settled operation is worth being sent again to a server that has lost it: not what this
 * workspace has seen removed or changed by somebody else since. Undefined: nothing of it; without
 * `fields`: all of it.
 */
export function stillOurs(
  db: ReadableDb,
  rows: RowStore,
  op: OutboxRow,
  last: LastWritten,
): { readonly fields?: Fields } | undefined {
  const { table, key, kind, fields } = op;
  const base = findBase(db, table, key);
  const here = base ? base.row : rows.read(table, key);
  // What somebody has made again since is theirs.
  if (kind === 'delete') return here ? undefined : {};
  if (!here) return undefined;
  // As it was last: a server that still has it finds nothing to do.
  if (kind === 'insert') return { fields: here };
  const found = findSyncTable(table);
  const structured = found ? structuredOf(found) : [];
  const ours = Object.entries(fields).filter(
    ([field]) =>
      !isStamp(field) &&
      sameValue(
        here[field] ?? null,
        last.get(idOf(table, key, field)) ?? null,
        structured.includes(field),
      ),
  );
  return ours.length === 0 ? undefined : { fields: Object.fromEntries(ours) };
}

function idOf(table: string, key: string, field: string): string {
  return `${table}\n${key}\n${field}`;
}
