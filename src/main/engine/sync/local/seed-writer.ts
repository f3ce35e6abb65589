import type BetterSqlite3 from 'better-sqlite3';
import type { RowStore } from '../../journal/row-store';
import type { WritableDb } from '../../storage/database';
import { isUnfit } from '../remote/convert';
import type { CopyRow } from '../remote/copy-lines';
import { rowFromTexts } from '../remote/row-from-texts';
import type { SyncColumn, SyncTable } from '../sync-table';
import { applyServerRows } from './apply-rows';
import { quoted } from './raw-query';
import { constraintOf } from './write-row';

/** Rows by statement: a call into SQLite for each row costs a quarter of the time. */
const together = 50;

/**
 * Writes rows of a copy as fast as SQLite takes them: the server's texts, many rows a statement.
 * Where that does not go (a row is here already, its owner is not, a number does not fit), the
 * rows concerned go the careful way of a pull.
 */
export class SeedWriter {
  readonly #one: BetterSqlite3.Statement;
  readonly #many: BetterSqlite3.Statement;
  readonly #values: (string | null)[];
  readonly #keyIndex: number;
  readonly #reals: readonly number[];

  constructor(
    connection: BetterSqlite3.Database,
    private readonly rows: RowStore,
    private readonly table: SyncTable,
    private readonly columns: readonly SyncColumn[],
  ) {
    const names = columns.map(({ name }) => name);
    const values = `(${names.map(() => '?').join(', ')})`;
    const insert = `INSERT INTO ${quoted(table.name)} (${names.map(quoted).join(', ')}) VALUES`;
    this.#one = connection.prepare(`${insert} ${values}`);
    this.#many = connection.prepare(
      `${insert} ${Array.from({ length: together }, () => values).join(', ')}`,
    );
    this.#values = new Array<string | null>(together * names.length).fill(null);
    this.#keyIndex = names.indexOf(table.key);
    this.#reals = columns.flatMap(({ kind }, index) => (kind === 'real' ? [index] : []));
  }

  keyOf(row: CopyRow): string {
    return String(row[this.#keyIndex]);
  }

  /**
   * Writes rows from `from` on until `end` (of `performance.now()`); returns where it stopped.
   * `isCareful`: rows of this table may be here already, with changes of a person.
   */
  write(
    db: WritableDb,
    copied: readonly CopyRow[],
    from: number,
    { end, isCareful, at }: { end: number; isCareful: boolean; at: string },
  ): number {
    let next = from;
    do {
      const until = Math.min(next + together, copied.length);
      if (isCareful || this.#hasUnfit(copied, next, until) || !this.#tryMany(copied, next, until)) {
        this.#writeCarefully(db, copied.slice(next, until), at);
      }
      next = until;
    } while (next < copied.length && performance.now() < end);
    return next;
  }

  #tryMany(copied: readonly CopyRow[], from: number, until: number): boolean {
    try {
      // Written one by one before the one that fails, they are written again with care.
      if (until - from < together) for (let n = from; n < until; n += 1) this.#one.run(copied[n]);
      else this.#many.run(this.#flattened(copied, from));
      return true;
    } catch (error) {
      constraintOf(error);
      return false;
    }
  }

  /** The values of a whole statement, always in the same array. */
  #flattened(copied: readonly CopyRow[], from: number): (string | null)[] {
    const values = this.#values;
    const width = this.columns.length;
    for (let n = 0; n < together; n += 1) {
      const row = copied[from + n] ?? [];
      for (let m = 0; m < width; m += 1) values[n * width + m] = row[m] ?? null;
    }
    return values;
  }

  #writeCarefully(db: WritableDb, some: readonly CopyRow[], at: string): void {
    const changes = some.map((texts) => {
      const { row, unfit } = rowFromTexts(this.columns, texts);
      const key = this.keyOf(texts);
      return { table: this.table.name, key, row, ...(unfit ? { unfit } : {}) };
    });
    applyServerRows(db, this.rows, changes, at);
  }

  #hasUnfit(copied: readonly CopyRow[], from: number, until: number): boolean {
    if (this.#reals.length === 0) return false;
    const isUnfitRow = (row: CopyRow): boolean =>
      this.#reals.some((index) => isUnfit(row[index] ?? ''));
    return copied.slice(from, until).some(isUnfitRow);
  }
}
