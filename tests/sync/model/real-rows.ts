import type BetterSqlite3 from 'better-sqlite3';
import type { Client } from 'pg';
import { findSyncTable, syncTables } from '../../../src/main/engine/sync/tables';
import type { SyncTable } from '../../../src/main/engine/sync/sync-table';
import type { Fields, FieldValue } from '../../../src/shared/domain/sync/values';
import type { ModelOperation, OperationState } from './model-operation';
import { isModelled, rowKey, type RowKey } from './model-table';

/** The synced tables that the model knows. */
export const comparedTables: readonly SyncTable[] = syncTables.filter(
  ({ name }) => isModelled(name) && name !== 'lectern_grade_history',
);

/** When a row was changed is each side's own affair. */
const left = new Set(['updatedAt']);

/** What the server has, as a workspace would write it. */
export async function serverRows(admin: Client): Promise<Map<RowKey, Fields>> {
  const rows = new Map<RowKey, Fields>();
  for (const table of comparedTables) {
    const { rows: found } = await admin.query<{ readonly row: Record<string, unknown> }>(
      `SELECT to_jsonb(t) AS row FROM "${table.name}" t`,
    );
    for (const { row } of found) {
      const fields = serverFields(table, row);
      rows.set(rowKey(table.name, String(fields[table.key])), fields);
    }
  }
  return rows;
}

/** One row of the server as `to_jsonb` gives it, in the form of a workspace. */
export function serverFields(table: SyncTable, row: Record<string, unknown>): Fields {
  const fields: Record<string, FieldValue> = {};
  for (const { name, kind } of table.columns) {
    if (left.has(name)) continue;
    const value = row[name];
    if (value === null || value === undefined) fields[name] = null;
    else if (kind === 'bool') fields[name] = value === true ? 1 : 0;
    else if (kind === 'time') fields[name] = new Date(`${String(value)}Z`).toISOString();
    else if (kind === 'json' || kind === 'list') fields[name] = canonical(value);
    else fields[name] = value as string | number; // text or a number of jsonb
  }
  return fields;
}

/** What a workspace shows. */
export function localRows(sql: BetterSqlite3.Database): Map<RowKey, Fields> {
  const rows = new Map<RowKey, Fields>();
  for (const table of comparedTables) {
    for (const row of sql.prepare(`SELECT * FROM "${table.name}"`).all()) {
      const fields = localFields(table.name, row as Fields); // columns of a table of ours
      rows.set(rowKey(table.name, String(fields[table.key])), fields);
    }
  }
  return rows;
}

/** A row, or some fields of it, of a workspace; in the form that is compared. */
export function localFields(tableName: string, row: Fields): Fields {
  const kinds = new Map(findSyncTable(tableName)?.columns.map(({ name, kind }) => [name, kind]));
  const fields: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(row)) {
    const kind = kinds.get(name);
    if (kind === undefined || left.has(name)) continue;
    const isJson = (kind === 'json' || kind === 'list') && typeof value === 'string';
    fields[name] = isJson ? canonical(JSON.parse(value)) : value;
  }
  return fields;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}

/** An operation of the program's queue. */
export type RealOperation = {
  readonly seq: number;
  readonly opId: string;
  readonly pushId: string;
  readonly group: string;
  readonly key: RowKey;
  readonly kind: ModelOperation['kind'];
  readonly state: OperationState;
  /** What it writes, and what that was before: the queue's own, or else the journal's. */
  readonly fields: Fields;
  readonly base: Fields;
};

/** The queue of a workspace, as far as the model knows its tables. */
export function queueOf(sql: BetterSqlite3.Database): RealOperation[] {
  const rows = sql
    .prepare(
      `SELECT o.seq, o.op_id AS opId, o.push_id AS pushId, o.group_id AS "group", o.kind, o.state,
              o.table_name AS name, o.row_key AS id,
              coalesce(o.fields, j.after) AS fields, coalesce(o.base, j.before) AS base
         FROM lectern_outbox o LEFT JOIN lectern_operation j ON j.id = o.op_id ORDER BY o.seq`,
    )
    .all() as (Omit<RealOperation, 'key' | 'fields' | 'base'> & {
    readonly name: string;
    readonly id: string;
    readonly fields: string | null;
    readonly base: string | null;
  })[]; // what the statement selects
  const parse = (name: string, text: string | null): Fields =>
    localFields(name, JSON.parse(text ?? '{}') as Fields); // a row, by the journal or by sync
  return rows
    .filter(({ name }) => comparedTables.some((table) => table.name === name))
    .map(({ name, id, fields, base, ...row }) => ({
      ...row,
      key: rowKey(name, id),
      fields: parse(name, fields),
      base: parse(name, base),
    }));
}
