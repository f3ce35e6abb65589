import { escapeLiteral } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { PostgresConnection } from '../../connections/postgres-connection';
import type { SyncTable } from '../sync-table';
import { serverName } from '../tables';
import { instantFrom, selectPlainly, type ServerColumns } from './convert';
import { CopyLines, type CopyRow } from './copy-lines';

/** Rows that are copied by one statement: the next of a table and part in the order of keys. */
export type Chunk = {
  readonly table: SyncTable;
  readonly columns: ServerColumns;
  /** Course ids or learner ids; null: all rows. */
  readonly of: readonly string[] | null;
  /** The last key that is here already; null: none. */
  readonly after: string | null;
  readonly limit: number;
};

/** Streams a chunk; `take` gets its rows in pieces, and the next piece waits until it is done. */
export async function copyChunk(
  connection: PostgresConnection,
  chunk: Chunk,
  take: (rows: readonly CopyRow[]) => Promise<void>,
): Promise<void> {
  await connection.transaction(
    async (client) => {
      await client.query("SET LOCAL extra_float_digits = 1; SET LOCAL client_encoding = 'UTF8'");
      const stream = client.raw.query(copyTo(`COPY (${chunkSql(chunk)}) TO STDOUT`));
      const lines = new CopyLines();
      const { sql: _, columns } = selectPlainly(chunk.table, chunk.columns);
      const times = columns.flatMap(({ kind }, index) => (kind === 'time' ? [index] : []));
      for await (const piece of stream) {
        // The stream is binary; its type does not say so.
        const rows = lines.read(piece as Buffer);
        for (const row of rows) setInstants(row, times);
        await take(rows);
      }
    },
    { readOnly: true, statementTimeoutMs: 0 },
  );
}

function setInstants(row: CopyRow, times: readonly number[]): void {
  for (const index of times) {
    const text = row[index];
    if (typeof text === 'string') row[index] = instantFrom(text);
  }
}

/** COPY takes no parameters: what comes from data is quoted by the driver. */
function chunkSql({ table, columns, of, after, limit }: Chunk): string {
  const key = `t."${table.key}"`;
  const type = columns[table.key] ?? 'text';
  const where = [
    ...(of === null ? [] : [partSql(table, of)]),
    ...(after === null ? [] : [`${key} > ${escapeLiteral(after)}::${type}`]),
  ];
  return `SELECT ${selectPlainly(table, columns).sql} FROM ${serverName(table.name)} t
    ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''} ORDER BY ${key} LIMIT ${limit}`;
}

function partSql(table: SyncTable, of: readonly string[]): string {
  const list = of.map((id) => escapeLiteral(id)).join(', ');
  if (table.part === 'course' && table.inCourses) return `(${table.inCourses(list)})`;
  if (table.part === 'learner' && table.learner) return `t."${table.learner}" IN (${list})`;
  return 'true';
}
