import type { FieldValue } from '../../../../shared/domain/sync/values';
import type { ColumnKind, SyncColumn, SyncTable } from '../sync-table';

/** The columns that a table of the server has: name to type, as `format_type` or `typname` say it. */
export type ServerColumns = { readonly [name: string]: string };

/** The columns that both sides have, and the SQL that gives each as the text a workspace stores. */
export type SelectedColumns = {
  readonly columns: readonly SyncColumn[];
  readonly names: readonly string[];
  /** A list of expressions of type text, in the order of `columns`; for SELECT and COPY alike. */
  readonly sql: string;
};

/** What to read of a table of this server. `alias` is its name in the query. */
export function selectColumns(
  table: SyncTable,
  available: ServerColumns,
  alias = 't',
): SelectedColumns {
  const columns = table.columns.filter(({ name }) => available[name] !== undefined);
  const sql = columns
    .map((column) => textOf(column, available[column.name] ?? 'text', alias))
    .join(', ');
  return { columns, names: columns.map(({ name }) => name), sql };
}

function textOf({ name, kind }: SyncColumn, pgType: string, alias: string): string {
  const column = `${alias}."${name}"`;
  switch (kind) {
    case 'bool':
      return `(${column}::boolean)::int::text`;
    case 'time':
      return timeAsText(column, pgType);
    case 'list':
      return isJson(pgType) ? `${column}::text` : `to_jsonb(${column})::text`;
    case 'text':
    case 'int':
    case 'real':
    case 'json':
      return `${column}::text`;
  }
}

/** ISO-8601 in UTC with milliseconds; `infinity` and `-infinity` stay these words. */
function timeAsText(column: string, pgType: string): string {
  const utc = isZoned(pgType) ? `(${column} AT TIME ZONE 'UTC')` : column;
  return `coalesce(to_char(${utc}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), ${column}::text)`;
}

/**
 * The same columns with times as the server writes them (ISO, in UTC), which costs it a third of the
 * effort: together with `instantFrom`.
 */
export function selectPlainly(
  table: SyncTable,
  available: ServerColumns,
  alias = 't',
): SelectedColumns {
  const selected = selectColumns(table, available, alias);
  const sql = selected.columns
    .map((column) =>
      column.kind === 'time'
        ? `${alias}."${column.name}"::text`
        : textOf(column, available[column.name] ?? 'text', alias),
    )
    .join(', ');
  return { ...selected, sql };
}

/** What a workspace stores for a time that the server wrote in ISO style and UTC. */
export function instantFrom(text: string): string {
  if (text.length === 23 && text[19] === '.') return `${text.slice(0, 10)}T${text.slice(11)}Z`;
  if (text.length === 19) return `${text.slice(0, 10)}T${text.slice(11)}.000Z`;
  const parts = /^(\d+-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?(?:\+00)?$/.exec(text);
  // `infinity` and `-infinity` stay these words.
  if (!parts) return text;
  const [, day = '', time = '', fraction = ''] = parts;
  return `${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
}

/** The expression that turns parameter number `index`, a value of a workspace, into the server's type. */
export function parameterFor({ kind }: SyncColumn, pgType: string, index: number): string {
  const parameter = `$${index}::text`;
  switch (kind) {
    case 'bool':
      return `((${parameter})::int <> 0)`;
    case 'time':
      return isZoned(pgType)
        ? `(${parameter})::timestamptz`
        : `((${parameter})::timestamptz AT TIME ZONE 'UTC')`;
    case 'list':
      return isJson(pgType) ? `(${parameter})::${pgType}` : listFrom(parameter, pgType);
    case 'text':
    case 'int':
    case 'real':
    case 'json':
      return pgType === 'text' ? parameter : `(${parameter})::${pgType}`;
  }
}

/** An empty array and no array differ, hence the CASE. */
function listFrom(parameter: string, pgType: string): string {
  const elements = `jsonb_array_elements_text((${parameter})::jsonb) WITH ORDINALITY AS e(v, n)`;
  return `(CASE WHEN ${parameter} IS NULL THEN NULL ELSE ARRAY(SELECT e.v FROM ${elements} ORDER BY e.n) END)::${pgType}`;
}

/** The type that a key's column has, as a list: `= ANY($1::text[])`. */
export function keyList(available: ServerColumns, key: string, index: number): string {
  const type = available[key] ?? 'text';
  return type === 'text' ? `$${index}::text[]` : `($${index}::text[])::${type}[]`;
}

/**
 * A server's text as a value for JSON and comparison. Whole numbers beyond 2^53 stay text, so that
 * no digit is lost; numbers that are none (see `isUnfit`) become null.
 */
export function fromText(kind: ColumnKind, text: string | null): FieldValue {
  if (text === null) return null;
  switch (kind) {
    case 'int': {
      const value = Number(text);
      return Number.isSafeInteger(value) ? value : text;
    }
    case 'real':
      return isUnfit(text) ? null : Number(text);
    case 'bool':
      return Number(text);
    case 'text':
    case 'time':
    case 'json':
    case 'list':
      return text;
  }
}

/** True for the texts of a real number that no REAL column takes: NaN and the infinities. */
export function isUnfit(text: string): boolean {
  return text === 'NaN' || text === 'Infinity' || text === '-Infinity';
}

function isZoned(pgType: string): boolean {
  return /^timestamptz|with time zone/.test(pgType);
}

function isJson(pgType: string): boolean {
  return pgType === 'json' || pgType === 'jsonb';
}
