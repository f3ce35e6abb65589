import type { FieldValue } from '../../../shared/domain/sync/values';
import type { ServerColumns } from './remote/convert';
import type { SyncColumn, SyncTable } from './sync-table';

/**
 * A column as it is compared. `isPlainTime`: the server stores milliseconds and no zone, so its own
 * text of an instant will do, which it makes in half the time.
 */
export type ComparedColumn = SyncColumn & { readonly isPlainTime: boolean };

/**
 * What a row is compared by: a text made alike on both sides, of which an md5 is taken. Each value
 * is followed or preceded by what keeps it apart from its neighbours; `-` stands for NULL, so NULL
 * and '' differ. Real numbers are the 16 hexadecimal digits of their eight bytes: no side's way of
 * writing numbers comes into it. `remote/hashes.ts` makes the same text in SQL.
 */
export function rowText(
  columns: readonly ComparedColumn[],
  valueAt: (column: SyncColumn, index: number) => FieldValue,
): string {
  let text = '';
  for (let index = 0; index < columns.length; index += 1) {
    const column = columns[index];
    if (column) text += valueText(column, valueAt(column, index));
  }
  return text;
}

function valueText({ kind, isPlainTime }: ComparedColumn, value: FieldValue): string {
  if (value === null) return '-';
  switch (kind) {
    case 'text':
    case 'json':
    case 'list': {
      const text = String(value);
      return `${Buffer.byteLength(text)}:${text}`;
    }
    case 'int':
    case 'bool':
      return `${value};`;
    case 'time':
      return `${isPlainTime ? plainTime(String(value)) : value};`;
    case 'real':
      return `${realText(Number(value))};`;
  }
}

/** `2026-03-01T10:00:00.120Z` as Postgres writes it: `2026-03-01 10:00:00.12`. */
function plainTime(text: string): string {
  if (text.length !== 24) return text;
  let end = 23;
  while (text[end - 1] === '0') end -= 1;
  if (text[end - 1] === '.') end -= 1;
  return `${text.slice(0, 10)} ${text.slice(11, end)}`;
}

const eightBytes = new DataView(new ArrayBuffer(8));

/** The bytes of a double; minus zero is zero, because SQLite does not keep it apart. */
function realText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  eightBytes.setFloat64(0, value + 0);
  const half = (at: number): string => eightBytes.getUint32(at).toString(16).padStart(8, '0');
  return half(0) + half(4);
}

/** How a table's rows are found and compared. */
export type Comparison = {
  readonly table: SyncTable;
  /** Rows of both sides with the same value here are the same row. */
  readonly by: string;
  /** The columns that both sides have, in the order of the catalogue. */
  readonly columns: readonly ComparedColumn[];
};

/**
 * What to compare of a table whose server has these columns. UserXP is one row for each learner,
 * which each side may have made under an id of its own.
 */
export function comparisonOf(table: SyncTable, available: ServerColumns): Comparison {
  const by = table.name === 'UserXP' ? 'userId' : table.key;
  const columns = table.columns
    .filter(({ name }) => available[name] !== undefined && (by === table.key || name !== table.key))
    .map((column) => ({ ...column, isPlainTime: isPlainTime(column, available) }));
  return { table, by, columns };
}

function isPlainTime({ name, kind }: SyncColumn, available: ServerColumns): boolean {
  return kind === 'time' && /^timestamp\(3\)( without time zone)?$/.test(available[name] ?? '');
}
