import { mergeFields, type FieldConflict } from '../../../../shared/domain/sync/merge';
import { sameValue, type Fields } from '../../../../shared/domain/sync/values';
import type { OutboxDetail, OutboxRow } from '../local/outbox-repository';
import type { ParkReason } from '../sqlstate';
import { structuredOf, type SyncTable } from '../sync-table';
import type { ServerColumns } from './convert';
import { isStamp } from './write-rows';

/** A change of the server's rows. */
export type Write = {
  readonly op: OutboxRow;
  readonly kind: 'insert' | 'update' | 'delete';
  readonly fields: Fields;
};

/** What is to become of an operation, given the server's row. */
export type Decision =
  | { readonly kind: 'apply'; readonly write: Write | null }
  | {
      readonly kind: 'conflict';
      /** What of it can be written all the same. */
      readonly write: Write | null;
      readonly detail: OutboxDetail & { readonly fields: readonly FieldConflict[] };
    }
  | { readonly kind: 'park'; readonly reason: ParkReason; readonly detail: OutboxDetail };

/** What is known of the row of an operation. */
export type Sight = {
  readonly table: SyncTable;
  /** What the server has of the table; undefined: no such table. */
  readonly columns: ServerColumns | undefined;
  /** The server's row; undefined: there is none. */
  readonly row: Fields | undefined;
  /** Texts of numbers of the row that no column here holds, by column. */
  readonly unfit: Fields;
  /** Rows of the server that refer to this one and that the operation's action does not remove. */
  readonly children: readonly string[];
};

/**
 * Decides one operation: what the server still has as the person saw it is written, what it has
 * already is left, anything else is for a person. Pure: the server has been read before.
 */
export function decide(op: OutboxRow, sight: Sight): Decision {
  const { table, columns } = sight;
  if (!columns || needsUpdate(op, columns)) {
    const known = columns ? Object.keys(columns).sort() : [];
    return { kind: 'park', reason: 'update_needed', detail: { columns: known } };
  }
  if (table.mode === 'award') return decideAward(op);
  if (table.mode === 'record' && op.kind !== 'update') return write(op, op.fields);
  switch (op.kind) {
    case 'insert':
      return decideInsert(op, sight, columns);
    case 'update':
      return decideUpdate(op, sight);
    case 'delete':
      return decideDelete(op, sight, columns);
  }
}

/** The server's row after a decision; undefined when there is none. */
export function rowAfter(decision: Decision, before: Fields | undefined): Fields | undefined {
  if (decision.kind === 'park' || !decision.write) return before;
  const { kind, fields } = decision.write;
  if (kind === 'delete') return undefined;
  return kind === 'insert' ? fields : { ...before, ...fields };
}

function write(op: OutboxRow, fields: Fields): Decision {
  return { kind: 'apply', write: { op, kind: op.kind, fields } };
}

function decideAward(op: OutboxRow): Decision {
  if (op.kind === 'update') {
    const message = 'An award is never changed, only made or taken back.';
    return { kind: 'park', reason: 'unknown', detail: { message } };
  }
  return write(op, op.kind === 'delete' ? (op.base ?? {}) : op.fields);
}

function decideInsert(op: OutboxRow, { table, row }: Sight, columns: ServerColumns): Decision {
  if (!row) return write(op, op.fields);
  const fields = differences(table, columns, { base: {}, mine: op.fields, theirs: row });
  if (fields.length === 0) return { kind: 'apply', write: null };
  const detail = { fields, theirs: row, theirKey: op.key };
  return { kind: 'park', reason: 'duplicate', detail };
}

function decideUpdate(op: OutboxRow, { table, row, unfit }: Sight): Decision {
  if (!row) {
    // A conflict that nobody keeps any more needs no note of how it ended.
    if (table.name === 'lectern_sync_conflict') return { kind: 'apply', write: null };
    return { kind: 'park', reason: 'row_deleted', detail: {} };
  }
  const merged = mergeFields({
    base: withUnfit(op.base ?? {}, unfit),
    mine: withoutStamps(op.fields),
    theirs: row,
    together: table.together,
    structured: structuredOf(table),
  });
  const delivered = Object.keys(merged.write);
  const partial = delivered.length === 0 ? null : { op, kind: op.kind, fields: merged.write };
  if (merged.conflicts.length === 0) return { kind: 'apply', write: partial };
  return {
    kind: 'conflict',
    write: partial,
    detail: { fields: merged.conflicts, ...(partial ? { delivered } : {}) },
  };
}

function decideDelete(op: OutboxRow, sight: Sight, columns: ServerColumns): Decision {
  const { table, row, unfit } = sight;
  if (!row) return { kind: 'apply', write: null };
  const base = withUnfit(op.base ?? {}, unfit);
  const changed = differences(table, columns, { base, mine: base, theirs: row });
  const added = sight.children.filter((child) => !op.detail.removing?.includes(child));
  if (changed.length === 0 && added.length === 0) return write(op, {});
  const fields = changed.map((change) => ({ ...change, mine: null }));
  return {
    kind: 'conflict',
    write: null,
    detail: {
      fields: [...fields, ...countByTable(added)],
      theirs: row,
      ...(added.length > 0 ? { added } : {}),
    },
  };
}

/** Rows that were added under a removed one, as a field: how many there were and are. */
function countByTable(added: readonly string[]): readonly FieldConflict[] {
  const counts = new Map<string, number>();
  for (const child of added) {
    const [table = ''] = child.split('\n');
    counts.set(table, (counts.get(table) ?? 0) + 1);
  }
  return [...counts].map(([field, theirs]) => ({ field, base: 0, mine: null, theirs }));
}

/** The fields in which the row of the server is another than mine; when it was changed is left out. */
export function differences(
  table: SyncTable,
  columns: ServerColumns,
  { base, mine, theirs }: { readonly base: Fields; readonly mine: Fields; readonly theirs: Fields },
): readonly FieldConflict[] {
  const structured = structuredOf(table);
  return table.columns
    .filter(({ name }) => columns[name] !== undefined && !isStamp(name) && name in mine)
    .map(({ name }) => ({
      field: name,
      base: base[name] ?? null,
      mine: mine[name] ?? null,
      theirs: theirs[name] ?? null,
    }))
    .filter(({ field, mine: a, theirs: b }) => !sameValue(a, b, structured.includes(field)));
}

/** True when the server has no place for something that the operation carries. */
function needsUpdate(op: OutboxRow, columns: ServerColumns): boolean {
  return Object.entries(op.fields).some(
    ([name, value]) => columns[name] === undefined && (op.kind === 'update' || value !== null),
  );
}

/** A null that stands for a number which does not fit is that number: the server may still have it. */
function withUnfit(base: Fields, unfit: Fields): Fields {
  const meant = Object.entries(unfit).filter(([name]) => base[name] === null);
  return { ...base, ...Object.fromEntries(meant) };
}

function withoutStamps(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !isStamp(name)));
}
