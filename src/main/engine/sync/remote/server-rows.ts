import type { Fields } from '../../../../shared/domain/sync/values';
import type { PgClient } from '../../connections/postgres-connection';
import type { SyncTable } from '../sync-table';
import { serverName } from '../tables';
import { keyList, selectColumns, type ServerColumns } from './convert';
import { rowFromTexts } from './row-from-texts';

/**
 * Reads rows of the server as a workspace stores them, by key; with `lock` until the transaction
 * ends, in the order of their keys, so that two who push the same rows wait and do not deadlock.
 * A number that no REAL column holds comes as its text (`NaN`).
 */
export async function readServerRows(
  client: PgClient,
  { table, columns, keys, lock }: RowsWanted,
): Promise<Map<string, Fields>> {
  const { columns: known, sql } = selectColumns(table, columns, 't');
  const key = `t."${table.key}"`;
  const { rows } = await client.query<{
    readonly k: string;
    readonly v: readonly (string | null)[];
  }>(
    `SELECT ${key}::text AS k, ARRAY[${sql}]::text[] AS v FROM ${serverName(table.name)} t
      WHERE ${key} = ANY(${keyList(columns, table.key, 1)}) ORDER BY ${key}${lock ? ' FOR UPDATE' : ''}`,
    [keys],
  );
  return new Map(
    rows.map(({ k, v }): [string, Fields] => {
      const { row, unfit } = rowFromTexts(known, v);
      return [k, { ...row, ...unfit }];
    }),
  );
}

type RowsWanted = {
  readonly table: SyncTable;
  /** What the server has of the table. */
  readonly columns: ServerColumns;
  readonly keys: readonly string[];
  readonly lock: boolean;
};
