import type BetterSqlite3 from 'better-sqlite3';
import { fail } from '../../../shared/kernel/errors';

/** A value as SQLite stores it; booleans are 0 or 1, JSON and arrays are text. */
export type StoredValue = string | number | null;
/** A whole row, or some of its fields, by column name. */
export type StoredRow = { readonly [column: string]: StoredValue };

/** A foreign key that points at a table, and what happens to its rows when the target goes. */
export type Reference = {
  readonly table: string;
  readonly column: string;
  readonly target: string;
  readonly onDelete: string;
};

/**
 * Row access by table name, for the one place that must treat all tables alike: the journal.
 * Names are checked against the catalogue before they become SQL.
 */
export class RowStore {
  readonly #columns = new Map<string, readonly string[]>();
  readonly #keys = new Map<string, string>();
  readonly #references = new Map<string, readonly Reference[]>();
  readonly #statements = new Map<string, BetterSqlite3.Statement>();

  constructor(private readonly connection: BetterSqlite3.Database) {}

  /** The column that identifies a row. Fails with `bad_input` for a table that is not there. */
  keyColumn(table: string): string {
    this.columns(table);
    return this.#keys.get(table) ?? 'id';
  }

  columns(table: string): readonly string[] {
    const known = this.#columns.get(table);
    if (known) return known;
    const rows = this.connection
      .prepare('SELECT name, pk FROM pragma_table_info(?)')
      .all(table) as { name: string; pk: number }[]; // the shape this pragma documents
    if (rows.length === 0) {
      fail('bad_input', `There is no table ${table} in this workspace.`, { table });
    }
    this.#columns.set(
      table,
      rows.map((row) => row.name),
    );
    this.#keys.set(table, rows.find((row) => row.pk === 1)?.name ?? 'id');
    return this.columns(table);
  }

  /** Forgets what it knows of the schema; called after a migration step. */
  forget(): void {
    this.#columns.clear();
    this.#keys.clear();
    this.#references.clear();
    this.#statements.clear();
  }

  read(table: string, key: string): StoredRow | undefined {
    const sql = `SELECT * FROM ${quote(table)} WHERE ${quote(this.keyColumn(table))} = ?`;
    // Rows hold only text, numbers and null: no column of ours is a blob.
    return this.#prepare(sql).get(key) as StoredRow | undefined;
  }

  insert(table: string, row: StoredRow): void {
    const names = this.#known(table, row);
    const sql = `INSERT INTO ${quote(table)} (${names.map(quote).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
    this.#prepare(sql).run(...names.map((name) => row[name]));
  }

  update(table: string, key: string, fields: StoredRow): void {
    const names = this.#known(table, fields);
    const assignments = names.map((name) => `${quote(name)} = ?`).join(', ');
    const sql = `UPDATE ${quote(table)} SET ${assignments} WHERE ${quote(this.keyColumn(table))} = ?`;
    this.#prepare(sql).run(...names.map((name) => fields[name]), key);
  }

  remove(table: string, key: string): void {
    const sql = `DELETE FROM ${quote(table)} WHERE ${quote(this.keyColumn(table))} = ?`;
    this.#prepare(sql).run(key);
  }

  /** Every foreign key that points at `table`. */
  referencesTo(table: string): readonly Reference[] {
    const known = this.#references.get(table);
    if (known) return known;
    const found = this.connection
      .prepare(
        `SELECT m.name AS "table", f."from" AS "column", f."to" AS target, f.on_delete AS onDelete
           FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
          WHERE m.type = 'table' AND f."table" = ? ORDER BY m.name`,
      )
      .all(table) as Reference[]; // the columns named just above
    this.#references.set(table, found);
    return found;
  }

  /** Keys of the rows that point at `value` through `reference`. */
  referring(reference: Reference, value: StoredValue): readonly string[] {
    const key = this.keyColumn(reference.table);
    const sql = `SELECT ${quote(key)} FROM ${quote(reference.table)} WHERE ${quote(reference.column)} = ? ORDER BY ${quote(key)}`;
    return this.#prepare(sql).pluck().all(value) as string[]; // keys are text in every table
  }

  #known(table: string, row: StoredRow): readonly string[] {
    const columns = this.columns(table);
    const names = Object.keys(row);
    const unknown = names.find((name) => !columns.includes(name));
    if (unknown !== undefined) {
      fail(
        'bad_input',
        `Table ${table} has no column ${unknown}. Its columns: ${columns.join(', ')}.`,
        {
          table,
          column: unknown,
        },
      );
    }
    return names;
  }

  #prepare(sql: string): BetterSqlite3.Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
