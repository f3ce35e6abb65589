import type { Insertable, Updateable } from 'kysely';
import { findUnstorable, nameCodePoint } from '../../../shared/domain/text';
import { fail } from '../../../shared/kernel/errors';
import type { ReadableDb } from '../storage/database';
import type { Schema } from '../storage/schema.generated';
import type { Recorder } from './recorder';
import type { Reference, RowStore, StoredRow, StoredValue } from './row-store';

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

/** The writing half of an `Edit`; `recorder` writes each operation down as it happens. */
export class RowEditor {
  constructor(
    private readonly store: RowStore,
    private readonly recorder: Recorder,
  ) {}

  insert(table: string, row: object): void {
    const { store } = this;
    const stored = storedRow(row);
    const key = String(stored[store.keyColumn(table)]);
    this.recorder.touch(table, key, null);
    store.insert(table, stored);
    // Read back where defaults of the schema belong to the recorded row.
    const isWhole = store.columns(table).every((name) => name in stored);
    const after = isWhole ? stored : mustRead(store, table, key);
    this.recorder.record({ table, key, kind: 'insert', before: null, after });
  }

  update(table: string, key: string, patch: object): boolean {
    const row = this.#existing(table, key);
    const changed = differing(row, storedRow(patch));
    if (!changed) return false;
    this.recorder.touch(table, key, row);
    const stamp = stampColumn(this.store, table);
    const written = stamp ? { ...changed.after, [stamp]: this.recorder.at } : changed.after;
    this.store.update(table, key, written);
    this.recorder.record({ table, key, kind: 'update', ...changed });
    return true;
  }

  remove(table: string, key: string): void {
    const row = this.#existing(table, key);
    this.recorder.touch(table, key, row);
    for (const reference of this.store.referencesTo(table)) {
      const target = row[reference.target ?? this.store.keyColumn(table)] ?? key;
      for (const child of this.store.referring(reference, target)) {
        this.#letGo(reference, child, `${table} ${key}`);
      }
    }
    this.store.remove(table, key);
    this.recorder.record({ table, key, kind: 'delete', before: row, after: null });
  }

  upsert(table: string, row: object): void {
    const stored = storedRow(row);
    const key = String(stored[this.store.keyColumn(table)]);
    if (this.store.read(table, key)) this.update(table, key, stored);
    else this.insert(table, row);
  }

  /** Does to a dependent row what its foreign key says, recorded like any other change. */
  #letGo(reference: Reference, child: string, owner: string): void {
    const { table, column, onDelete } = reference;
    if (onDelete === 'CASCADE') this.remove(table, child);
    else if (onDelete === 'SET NULL') this.update(table, child, { [column]: null });
    else {
      fail(
        'refused',
        `${owner} cannot be removed: ${table} ${child} depends on it. Nothing was changed.`,
        { dependent: table, key: child },
      );
    }
  }

  #existing(table: string, key: string): StoredRow {
    const row = this.store.read(table, key);
    if (row) return row;
    return fail('not_found', `There is no ${table} ${key} any more. Nothing was changed.`, {
      table,
      key,
    });
  }
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
    if (typeof value === 'string') requireStorable(name, value);
    if (value === null || typeof value === 'string' || typeof value === 'number')
      stored[name] = value;
    else throw new Error(`Column ${name} got a ${typeof value}; rows hold text, numbers and null`);
  }
  return stored;
}

/** A server would refuse it later, when the person has long gone on: here it can still be mended. */
function requireStorable(name: string, text: string): void {
  const at = findUnstorable(text);
  if (at === undefined) return;
  const found = nameCodePoint(text.charCodeAt(at));
  fail(
    'bad_input',
    `The text of ${name} holds ${found} after ${at} characters, half of a character or a sign without meaning, which no server can store. Nothing was changed. Remove it there and try again.`,
    { column: name, at },
  );
}
