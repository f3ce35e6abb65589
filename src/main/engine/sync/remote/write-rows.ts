import type { Fields } from '../../../../shared/domain/sync/values';
import type { PgClient } from '../../connections/postgres-connection';
import type { SyncColumn, SyncTable } from '../sync-table';
import { serverName } from '../tables';
import { keyList, parameterFor, type ServerColumns } from './convert';

/** A table of the server, as its rows are written. */
export type WriteTarget = { readonly table: SyncTable; readonly columns: ServerColumns };

type Row = { readonly key: string; readonly fields: Fields };

const stamps = ['updatedAt', 'updated_at'];

/** True for the column that says when a row last changed: the server's clock sets it. */
export function isStamp(name: string): boolean {
  return stamps.includes(name);
}

/**
 * Adds rows with every column that the server has, in one statement; `onConflict` is SQL for rows
 * that are there already.
 */
export async function insertRows(
  client: PgClient,
  target: WriteTarget,
  rows: readonly Fields[],
  onConflict = '',
): Promise<void> {
  const written = known(target);
  const names = written.map(({ name }) => `"${name}"`).join(', ');
  const values = written.map((column) => valueOf(target, column)).join(', ');
  await client.query(
    `INSERT INTO ${serverName(target.table.name)} (${names})
     SELECT ${values} FROM ${recordset(written)} ${onConflict}`,
    [asJson(rows)],
  );
}

/** Writes the same fields of several rows, in one statement. */
export async function updateRows(
  client: PgClient,
  target: WriteTarget,
  rows: readonly Row[],
): Promise<void> {
  const { table } = target;
  const names = Object.keys(rows[0]?.fields ?? {}).filter((name) => !isStamp(name));
  const written = known(target).filter(({ name }) => names.includes(name));
  const key: SyncColumn = { name: '#key', kind: 'text' };
  const assignments = written.map((column) => `"${column.name}" = ${valueOf(target, column)}`);
  for (const { name } of known(target).filter((column) => isStamp(column.name)))
    assignments.push(`"${name}" = now()`);
  await client.query(
    `UPDATE ${serverName(table.name)} t SET ${assignments.join(', ')}
       FROM ${recordset([key, ...written])} WHERE t."${table.key}" = ${keyOf(target)}`,
    [asJson(rows.map((row) => ({ ...row.fields, '#key': row.key })))],
  );
}

/** Removes rows, in one statement. */
export async function deleteRows(
  client: PgClient,
  { table, columns }: WriteTarget,
  keys: readonly string[],
): Promise<void> {
  await client.query(
    `DELETE FROM ${serverName(table.name)} t
      WHERE t."${table.key}" = ANY(${keyList(columns, table.key, 1)})`,
    [keys],
  );
}

/** The columns that both sides have. */
function known({ table, columns }: WriteTarget): readonly SyncColumn[] {
  return table.columns.filter(({ name }) => columns[name] !== undefined);
}

/** The values of a workspace as rows of text: numbers keep all their digits as JSON writes them. */
function recordset(columns: readonly SyncColumn[]): string {
  return `json_to_recordset($1::json) AS r(${columns.map(({ name }) => `"${name}" text`).join(', ')})`;
}

function asJson(rows: readonly Fields[]): string {
  return JSON.stringify(rows);
}

function valueOf({ columns }: WriteTarget, column: SyncColumn): string {
  if (isStamp(column.name)) return 'now()';
  const type = columns[column.name] ?? 'text';
  const source = `r."${column.name}"`;
  // A cast would cut text that is too long; an assignment says so.
  if (/^(character varying|varchar)/.test(type)) return source;
  return parameterFor(column, type, 1).replaceAll('$1::text', source);
}

function keyOf({ table, columns }: WriteTarget): string {
  const type = columns[table.key] ?? 'text';
  return type === 'text' || type.startsWith('char') ? 'r."#key"' : `r."#key"::${type}`;
}
