import type { PgClient } from '../../connections/postgres-connection';
import type { ComparedColumn, Comparison } from '../row-text';
import type { SyncColumn, SyncTable } from '../sync-table';
import { serverName } from '../tables';
import { keyList, selectColumns, type ServerColumns } from './convert';
import type { Readers } from './read-rows';

/** How many buckets a table's rows are spread over: the first three digits of their md5. */
export const bucketCount = 4096;

/** Rows of a bucket, and the sum of the last eight bytes of their md5, each a signed whole number. */
export type BucketSum = {
  readonly bucket: number;
  readonly rows: number;
  readonly sum: bigint;
};

/** A row of the server as it is compared; `hash` is 32 hexadecimal digits. */
export type ServerHash = { readonly by: string; readonly key: string; readonly hash: string };

/** One table as this server has it. */
export type HashSource = {
  readonly comparison: Comparison;
  readonly columns: ServerColumns;
  readonly scope: Readers;
  /** The server's own encoding, whose bytes md5 would take otherwise. */
  readonly isUtf8: boolean;
};

/** Fixes how numbers and instants are written in this transaction; whether texts are UTF-8 in this database. */
export async function prepareHashing(client: PgClient): Promise<boolean> {
  const { rows } = await client.query<{ encoding: string }>(
    `SELECT current_setting('server_encoding') AS encoding,
       set_config('extra_float_digits', '1', true), set_config('datestyle', 'ISO, YMD', true)`,
  );
  return rows[0]?.encoding === 'UTF8';
}

/**
 * Keeps the planner from computing a hash again for each of its uses. In quotes, because it takes a
 * bare 0 for a limit that may cut rows off, and then lets no other process help.
 */
const once = `OFFSET '0'`;

/**
 * The sums of the buckets that are not empty; each row is read once. Numbers are taken out of the md5
 * by shifting bits, which costs half of what cutting its text costs.
 */
export async function sumBuckets(
  client: PgClient,
  source: HashSource,
): Promise<readonly BucketSum[]> {
  const { sql, parameters } = hashed(source);
  const { rows } = await client.query<{ bucket: number; rows: number; sum: string }>(
    `SELECT ((bits::bit(64)::int8 >> 52) & ${bucketCount - 1})::int AS bucket, count(*)::int AS rows,
            sum((bits << 64)::bit(64)::int8)::text AS sum
       FROM (SELECT ('x' || h)::bit(128) AS bits FROM (${sql}) m ${once}) x GROUP BY 1`,
    parameters,
  );
  return rows.map((row) => ({ ...row, sum: BigInt(row.sum) }));
}

/** The rows of these buckets; each row of the table is read once more. */
export async function listBuckets(
  client: PgClient,
  source: HashSource,
  buckets: readonly number[],
): Promise<readonly ServerHash[]> {
  const { sql, parameters } = hashed(source);
  const names = buckets.map((bucket) => bucket.toString(16).padStart(3, '0'));
  const { rows } = await client.query<ServerHash>(
    `SELECT "by", "key", h AS hash FROM (${sql} ${once}) x
      WHERE substr(h, 1, 3) = ANY($${parameters.length + 1}::text[])`,
    [...parameters, names],
  );
  return rows;
}

function hashed({ comparison, columns, scope, isUtf8 }: HashSource): {
  readonly sql: string;
  readonly parameters: readonly unknown[];
} {
  const { table, by } = comparison;
  const texts = comparison.columns.map((column) => columnText(column, table, columns, isUtf8));
  // None of them is NULL. The operator costs half of what `concat` does.
  const text = `(${texts.join(' || ')})`;
  const { where, parameters } = filterOf(table, scope);
  return {
    sql: `SELECT t."${by}"::text AS "by", t."${table.key}"::text AS "key",
        md5(${isUtf8 ? text : `convert_to(${text}, 'UTF8')`}) AS h
      FROM ${serverName(table.name)} t WHERE ${where}`,
    parameters,
  };
}

/** The text of `valueText` in `row-text.ts`, to the letter. */
function columnText(
  column: ComparedColumn,
  table: SyncTable,
  available: ServerColumns,
  isUtf8: boolean,
): string {
  const value = column.isPlainTime
    ? `t."${column.name}"::text`
    : selectColumns({ ...table, columns: [column] }, available).sql;
  switch (column.kind) {
    case 'text':
    case 'json':
    case 'list': {
      const bytes = isUtf8 ? value : `convert_to(${value}, 'UTF8')`;
      return `coalesce(octet_length(${bytes}) || ':' || ${value}, '-')`;
    }
    case 'bool': {
      const bool = `t."${column.name}"::boolean`;
      return `CASE WHEN ${bool} THEN '1;' WHEN NOT ${bool} THEN '0;' ELSE '-' END`;
    }
    case 'int':
    case 'time':
      return `coalesce(${value} || ';', '-')`;
    case 'real':
      return `coalesce(${realText(column, value, available)} || ';', '-')`;
  }
}

/** Through its text unless it is a double: that is how a workspace gets it. */
function realText({ name }: SyncColumn, text: string, available: ServerColumns): string {
  const isDouble = /^(double precision|float8)$/.test(available[name] ?? '');
  const value = isDouble ? `t."${name}"` : `(${text})::float8`;
  return `CASE WHEN ${value} = 'NaN' THEN 'NaN' ELSE encode(float8send(${value} + 0), 'hex') END`;
}

function filterOf(
  table: SyncTable,
  { courses, learners }: Readers,
): { readonly where: string; readonly parameters: readonly unknown[] } {
  if (table.part === 'course' && courses && table.inCourses) {
    return { where: table.inCourses('SELECT unnest($1::text[])'), parameters: [courses] };
  }
  if (table.part === 'learner' && learners) {
    const learner = table.learner ?? table.key;
    return { where: `t."${learner}" = ANY($1::text[])`, parameters: [learners] };
  }
  return { where: 'true', parameters: [] };
}

/** How many of these keys the server has in scope. */
export async function countKeys(
  client: PgClient,
  { comparison: { table }, columns, scope }: Pick<HashSource, 'comparison' | 'columns' | 'scope'>,
  keys: readonly string[],
): Promise<number> {
  const { where, parameters } = filterOf(table, scope);
  const list = keyList(columns, table.key, parameters.length + 1);
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${serverName(table.name)} t
      WHERE ${where} AND t."${table.key}" = ANY(${list})`,
    [...parameters, keys],
  );
  return rows[0]?.count ?? 0;
}
