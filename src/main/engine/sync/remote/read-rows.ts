import type { PgClient } from '../../connections/postgres-connection';
import type { ServerChange } from '../local/server-change';
import type { SyncTable } from '../sync-table';
import { serverName } from '../tables';
import {
  instantFrom,
  keyList,
  selectPlainly,
  type SelectedColumns,
  type ServerColumns,
} from './convert';
import { rowFromTexts } from './row-from-texts';

/** A table as this server has it. */
export type ServerTableOf = { readonly table: SyncTable; readonly columns: ServerColumns };

/** Whose rows are wanted; null: everybody's. */
export type Readers = {
  readonly courses: readonly string[] | null;
  readonly learners: readonly string[] | null;
};

/** The rows of these keys that are there and in scope; as all here, in a transaction of ours (UTC, ISO). */
export function rowsByKey(
  client: PgClient,
  of: ServerTableOf,
  keys: readonly string[],
  readers: Readers,
): Promise<ServerChange[]> {
  const list = keyList(of.columns, of.table.key, 1);
  return select(client, of, [keys], `t."${of.table.key}" = ANY(${list})`, readers);
}

/** The rows of these learners; for tables that belong to learners. */
export function rowsByLearner(
  client: PgClient,
  of: ServerTableOf,
  learners: readonly string[],
): Promise<ServerChange[]> {
  const where = `t."${of.table.learner ?? 'userId'}"::text = ANY($1::text[])`;
  return select(client, of, [learners], where, { courses: null, learners: null });
}

/** The next rows in the order of keys, after `last`; null: from the first. */
export function rowsAfter(
  client: PgClient,
  of: ServerTableOf,
  last: string | null,
  limit: number,
  readers: Readers,
): Promise<ServerChange[]> {
  const key = `t."${of.table.key}"`;
  const type = of.columns[of.table.key] ?? 'text';
  const where = last === null ? '$1::text IS NULL' : `${key} > ($1::text)::${type}`;
  return select(client, of, [last], where, readers, `ORDER BY ${key} LIMIT ${limit}`);
}

async function select(
  client: PgClient,
  { table, columns }: ServerTableOf,
  values: readonly unknown[],
  where: string,
  readers: Readers,
  tail = '',
): Promise<ServerChange[]> {
  const selected = selectPlainly(table, columns);
  const [scope, list] = scopeOf(table, readers, values.length + 1);
  const answer = await client.raw.query<(string | null)[]>({
    text: `SELECT ${selected.sql} FROM ${serverName(table.name)} t WHERE ${where}${scope} ${tail}`,
    values: [...values, ...(list ? [list] : [])],
    rowMode: 'array',
  });
  const times = selected.columns.map(({ kind }) => kind === 'time');
  return answer.rows.map((texts) => {
    const ours = texts.map((text, index) =>
      text !== null && times[index] === true ? instantFrom(text) : text,
    );
    return changeFrom(table, selected, ours);
  });
}

function scopeOf(
  table: SyncTable,
  { courses, learners }: Readers,
  index: number,
): readonly [condition: string, list: readonly string[] | null] {
  if (table.part === 'course' && table.course !== undefined && courses !== null) {
    return [` AND (${table.course})::text = ANY($${index}::text[])`, courses];
  }
  if (table.part === 'learner' && table.learner !== undefined && learners !== null) {
    return [` AND t."${table.learner}"::text = ANY($${index}::text[])`, learners];
  }
  return ['', null];
}

function changeFrom(
  table: SyncTable,
  { columns }: SelectedColumns,
  texts: readonly (string | null)[],
): ServerChange {
  const { row, unfit } = rowFromTexts(columns, texts);
  return { table: table.name, key: String(row[table.key]), row, ...(unfit ? { unfit } : {}) };
}
