import { hash } from 'node:crypto';
import type BetterSqlite3 from 'better-sqlite3';
import type { Fields, FieldValue } from '../../../../shared/domain/sync/values';
import { rowText, type Comparison } from '../row-text';
import type { SyncColumn } from '../sync-table';
import { quoted } from './raw-query';

/** A row as it is compared: `hash` is the md5 of its text, 16 characters of one byte each. */
export type HashedRow = {
  /** What both sides know the row by. */
  readonly by: string;
  /** Its key here. */
  readonly key: string;
  readonly hash: string;
};

/** Rows read and hashed in one go: one or two milliseconds. */
const pageRows = 1_000;

/** Numbers of the server that are NULL here, by row and column. */
type UnfitValues = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** A row as `SELECT` gives it: its key, the columns, then its base where that is kept apart. */
type RawRow = readonly FieldValue[];

type ValueAt = (column: SyncColumn, index: number) => FieldValue;

type Page<Last> = { readonly rows: readonly HashedRow[]; readonly last: Last };

/**
 * Hashes what is here of the server's rows: the bases of rows with pending operations, the rows
 * themselves otherwise. Good for as long as nothing is pulled.
 */
export class LocalHashes {
  readonly #unfit: UnfitValues;
  /** The place of the column that rows are known by where that is not the key; -1 where it is. */
  readonly #named: number;
  readonly #statements = new Map<string, BetterSqlite3.Statement>();

  constructor(
    private readonly connection: BetterSqlite3.Database,
    private readonly comparison: Comparison,
  ) {
    const { table, by, columns } = comparison;
    this.#unfit = unfitValues(connection, table.name);
    this.#named = by === table.key ? -1 : columns.findIndex(({ name }) => name === by);
  }

  /**
   * Every row once. One page at each step, so that other calls run between two of them; a row that
   * a person changes meanwhile may come twice or not at all, which `of` decides. `courses` limits
   * it to rows of these courses; rows that are not shown are left out then.
   */
  *pages(courses: readonly string[] | null): Generator<readonly HashedRow[]> {
    for (let after = 0; ;) {
      const page = this.#page(after, courses);
      if (!page) break;
      yield page.rows;
      after = page.last;
    }
    if (courses) return;
    for (let after = ''; ;) {
      const page = this.#hidden(after);
      if (!page) break;
      yield page.rows;
      after = page.last;
    }
  }

  /** The row as of this moment; undefined where the server is thought to have none. */
  of(by: string): HashedRow | undefined {
    const { table } = this.comparison;
    const column = quoted(this.comparison.by);
    const shown = this.#select(`t.${column} = @by`, { by });
    // A row that is shown with a base of NULL is one that the server does not have.
    if (shown[0] ?? this.#isShown(column, by)) return shown[0];
    const base = this.#prepared(
      `SELECT row_key, row FROM lectern_base WHERE table_name = @table AND row IS NOT NULL
          AND ${this.comparison.by === table.key ? 'row_key = @by' : 'row ->> @column = @by'}`,
    )
      // Both columns are TEXT, and `row` is not NULL.
      .get({ table: table.name, by, column: this.comparison.by }) as [string, string] | undefined;
    return base && this.#hashed(base[0], baseValues(base[1]));
  }

  /** The next rows of the table itself; undefined at its end. */
  #page(after: number, courses: readonly string[] | null): Page<number> | undefined {
    const { table } = this.comparison;
    const last = this.#lastOfPage(after);
    if (last === null) return undefined;
    const filter = courses && table.inCourses?.('SELECT value FROM json_each(@courses)');
    const where = `t.rowid > @after AND t.rowid <= @last ${filter ? `AND ${filter}` : ''}`;
    const named = { after, last };
    const rows = this.#select(
      where,
      filter ? { ...named, courses: JSON.stringify(courses) } : named,
    );
    return { rows, last };
  }

  /** The next bases of rows that the table does not show; undefined at their end. */
  #hidden(after: string): Page<string> | undefined {
    const { table } = this.comparison;
    const rows = this.#prepared(
      `SELECT b.row_key, b.row FROM lectern_base b
        WHERE b.table_name = ? AND b.row_key > ? AND b.row IS NOT NULL AND NOT EXISTS
          (SELECT 1 FROM ${quoted(table.name)} t WHERE t.${quoted(table.key)} = b.row_key)
        ORDER BY b.row_key LIMIT ${pageRows}`,
    )
      // As above.
      .all(table.name, after) as [string, string][];
    const last = rows.at(-1)?.[0];
    if (last === undefined) return undefined;
    return { rows: rows.map(([key, base]) => this.#hashed(key, baseValues(base))), last };
  }

  #isShown(column: string, by: string): boolean {
    const sql = `SELECT 1 FROM ${quoted(this.comparison.table.name)} t WHERE t.${column} = ?`;
    return this.#prepared(sql).get(by) !== undefined;
  }

  #lastOfPage(after: number): number | null {
    const sql = `SELECT max(p) FROM (SELECT rowid AS p FROM ${quoted(this.comparison.table.name)}
      WHERE rowid > ? ORDER BY rowid LIMIT ${pageRows})`;
    // A rowid, or NULL for no rows.
    return (this.#prepared(sql).get(after) as [number | null])[0];
  }

  /** The bases of the rows that `where` names; rows that the server does not have are left out. */
  #select(where: string, parameters: { readonly [name: string]: FieldValue }): HashedRow[] {
    const { table, columns } = this.comparison;
    const isApart = this.#hasBases();
    const names = [quoted(table.key), ...columns.map(selected)].map((name) => `t.${name}`);
    const sql = `SELECT ${names.join(', ')} ${isApart ? ', b.row_key IS NOT NULL, b.row' : ''}
      FROM ${quoted(table.name)} t ${isApart ? joinedBases(table.key) : ''} WHERE ${where}`;
    const rows = this.#prepared(sql)
      // No column of ours is a blob.
      .all(isApart ? { ...parameters, table: table.name } : parameters) as RawRow[];
    return isApart
      ? rows.flatMap((row) => this.#hashedBase(row) ?? [])
      : rows.map((row) => this.#hashedRow(row));
  }

  /** The row, or its base where that is kept apart; undefined where the server has none. */
  #hashedBase(row: RawRow): HashedRow | undefined {
    const [hasBase, base] = row.slice(-2);
    if (hasBase !== 1) return this.#hashedRow(row);
    return typeof base === 'string' ? this.#hashed(String(row[0]), baseValues(base)) : undefined;
  }

  #hashedRow(row: RawRow): HashedRow {
    return this.#hashed(String(row[0]), (_column, index) => row[index + 1] ?? null);
  }

  #hashed(key: string, valueAt: ValueAt): HashedRow {
    const { columns } = this.comparison;
    // Mostly there are none: not looked for in each of a million rows.
    const unfit = this.#unfit.size > 0 ? this.#unfit.get(key) : undefined;
    const text = rowText(columns, unfit ? withUnfit(valueAt, unfit) : valueAt);
    const named = columns[this.#named];
    return {
      by: named ? String(valueAt(named, this.#named)) : key,
      key,
      hash: hash('md5', text, 'binary'),
    };
  }

  #hasBases(): boolean {
    const sql = 'SELECT 1 FROM lectern_base WHERE table_name = ? LIMIT 1';
    return this.#prepared(sql).get(this.comparison.table.name) !== undefined;
  }

  #prepared(sql: string): BetterSqlite3.Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.connection.prepare(sql).raw();
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** Whole numbers as text: beyond 2^53 a number would lose digits. */
function selected({ name, kind }: SyncColumn): string {
  return kind === 'int' ? `${quoted(name)} || ''` : quoted(name);
}

function joinedBases(key: string): string {
  return `LEFT JOIN lectern_base b ON b.table_name = @table AND b.row_key = t.${quoted(key)}`;
}

function withUnfit(valueAt: ValueAt, unfit: ReadonlyMap<string, string>): ValueAt {
  return (column, index) => valueAt(column, index) ?? unfit.get(column.name) ?? null;
}

function baseValues(base: string): ValueAt {
  // Written by `putBase` alone.
  const row = JSON.parse(base) as Fields;
  return ({ name }) => row[name] ?? null;
}

function unfitValues(connection: BetterSqlite3.Database, table: string): UnfitValues {
  const rows = connection
    .prepare('SELECT row_key, column_name, text FROM lectern_unfit_value WHERE table_name = ?')
    .raw()
    // All three are TEXT.
    .all(table) as [string, string, string][];
  const values = new Map<string, Map<string, string>>();
  for (const [key, column, text] of rows) {
    const columns = values.get(key) ?? new Map<string, string>();
    values.set(key, columns.set(column, text));
  }
  return values;
}
