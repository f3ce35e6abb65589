import type { Insertable, Updateable } from 'kysely';
import { fail } from '../../../shared/kernel/errors';
import type { ReadableDb } from '../storage/database';
import type { Schema } from '../storage/schema.generated';
import type { Recorder } from './recorder';
import type { RowStore, StoredRow, StoredValue } from './row-store';

/**
 * The handle through which everything a person changes is written: each change is applied and
 * recorded, with the values before and after, in the transaction of its action. It reads too.
 */
export type Edit = ReadableDb & {
  readonly actionId: string;
  readonly who: string;
  /** The instant of the action; every row of one action carries the same. */
  readonly at: string;
  readonly insert: <T extends keyof Schema>(table: T, row: Insertable<Schema[T]>) => void;
  /** Writes only fields that differ; false when none did. Fails with `not_found` for no such row. */
  readonly update: <T extends keyof Schema>(
    table: T,
    key: string,
    patch: Updateable<Schema[T]>,
  ) => boolean;
  /** Removes a row and, recorded one by one, all rows that the schema removes with it. */
  readonly remove: (table: keyof Schema, key: string) => void;
  /** Insert, or update when the key is there already. */
  readonly upsert: <T extends keyof Schema>(table: T, row: Insertable<Schema[T]>) => void;
};

/** Builds the writing half of an `Edit`; `recorder` writes each operation down as it happens. */
export function createRowEditor(store: RowStore, recorder: Recorder) {
  const insert = (table: string, row: object): void => {
    const stored = storedRow(row);
    store.insert(table, stored);
    const key = String(stored[store.keyColumn(table)]);
    // Read back: defaults of the schema belong to the recorded row.
    recorder.record({
      table,
      key,
      kind: 'insert',
      before: null,
      after: mustRead(store, table, key),
    });
  };

  const update = (table: string, key: string, patch: object): boolean => {
    const row = store.read(table, key);
    if (!row)
      return fail('not_found', `There is no ${table} ${key} any more. Nothing was changed.`, {
        table,
        key,
      });
    const changed = differing(row, storedRow(patch));
    if (!changed) return false;
    const stamp = stampColumn(store, table);
    store.update(table, key, stamp ? { ...changed.after, [stamp]: recorder.at } : changed.after);
    recorder.record({ table, key, kind: 'update', ...changed });
    return true;
  };

  const remove = (table: string, key: string): void => {
    const row = store.read(table, key);
    if (!row)
      fail('not_found', `There is no ${table} ${key} any more. Nothing was changed.`, {
        table,
        key,
      });
    for (const reference of store.referencesTo(table)) {
      const target = row[reference.target ?? store.keyColumn(table)] ?? key;
      for (const child of store.referring(reference, target)) {
        if (reference.onDelete === 'CASCADE') remove(reference.table, child);
        else if (reference.onDelete === 'SET NULL')
          update(reference.table, child, { [reference.column]: null });
        else {
          fail(
            'refused',
            `${table} ${key} cannot be removed: ${reference.table} ${child} depends on it. Nothing was changed.`,
            {
              table,
              key,
              dependent: reference.table,
            },
          );
        }
      }
    }
    store.remove(table, key);
    recorder.record({ table, key, kind: 'delete', before: row, after: null });
  };

  const upsert = (table: string, row: object): void => {
    const stored = storedRow(row);
    const keyColumn = store.keyColumn(table);
    const key = String(stored[keyColumn]);
    if (store.read(table, key)) update(table, key, stored);
    else insert(table, row);
  };

  return { insert, update, remove, upsert };
}

/** The column that says when a row last changed; it is set by us and never an operation's field. */
export function stampColumn(store: RowStore, table: string): string | undefined {
  return store.columns(table).find((name) => name === 'updatedAt' || name === 'updated_at');
}

function mustRead(store: RowStore, table: string, key: string): StoredRow {
  const row = store.read(table, key);
  if (!row) throw new Error(`Row ${table} ${key} is gone right after its insert`);
  return row;
}

function differing(
  row: StoredRow,
  patch: StoredRow,
): { readonly before: StoredRow; readonly after: StoredRow } | undefined {
  const before: Record<string, StoredValue> = {};
  const after: Record<string, StoredValue> = {};
  for (const [name, value] of Object.entries(patch)) {
    // `updatedAt` is ours to set; an unknown column is left in, so that the write names it.
    if (name === 'updatedAt' || name === 'updated_at' || row[name] === value) continue;
    before[name] = row[name] ?? null;
    after[name] = value;
  }
  return Object.keys(after).length === 0 ? undefined : { before, after };
}

function storedRow(row: object): StoredRow {
  const stored: Record<string, StoredValue> = {};
  for (const [name, value] of Object.entries(row)) {
    if (value === undefined) continue;
    if (value === null || typeof value === 'string' || typeof value === 'number')
      stored[name] = value;
    else throw new Error(`Column ${name} got a ${typeof value}; rows hold text, numbers and null`);
  }
  return stored;
}
