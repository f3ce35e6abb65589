import type { Fields } from '../../../../shared/domain/sync/values';
import type { RowStore } from '../../journal/row-store';
import type { ReadableDb, WritableDb } from '../../storage/database';
import { sqliteCode } from '../../storage/sqlite-errors';
import { findBase, putBase } from './base-repository';
import { findSyncTable } from '../tables';
import { quoted, rawQuery } from './raw-query';
import { shapeOf } from './table-shape';

/**
 * How a write of a row ended. refused: a rule of the schema here forbids it (what it refers to is
 * not here, a value does not fit). occupied: another row has something that must be unique.
 */
export type Written = 'written' | 'refused' | 'occupied';

/**
 * Writes a row, whether it is there or not; columns that are not given keep their values. Only what
 * differs is written: the rest would cost every index its page, and a pull of what has just been
 * pushed would write all of it again.
 */
export function writeRow(db: WritableDb, rows: RowStore, table: string, row: Fields): Written {
  const key = rows.keyColumn(table);
  const known = rows.read(table, String(row[key]));
  try {
    if (known) writeChanged(db, table, key, row, known);
    else db.run(rawQuery(upsertSql(table, key, Object.keys(row)), Object.values(row)));
    return 'written';
  } catch (error) {
    return constraintOf(error);
  }
}

function writeChanged(
  db: WritableDb,
  table: string,
  key: string,
  row: Fields,
  known: Fields,
): void {
  const names = Object.keys(row).filter((name) => row[name] !== known[name]);
  if (names.length === 0) return;
  const sets = names.map((name) => `${quoted(name)} = ?`).join(', ');
  const sql = `UPDATE ${quoted(table)} SET ${sets} WHERE ${quoted(key)} = ?`;
  db.run(rawQuery(sql, [...names.map((name) => row[name]), row[key]]));
}

/** What a constraint says of a row; anything else that SQLite throws goes on. */
export function constraintOf(error: unknown): Exclude<Written, 'written'> {
  switch (sqliteCode(error)) {
    case 'SQLITE_CONSTRAINT_UNIQUE':
    case 'SQLITE_CONSTRAINT_PRIMARYKEY':
      return 'occupied';
    case 'SQLITE_CONSTRAINT_FOREIGNKEY':
    case 'SQLITE_CONSTRAINT_CHECK':
    case 'SQLITE_CONSTRAINT_NOTNULL':
    case 'SQLITE_CONSTRAINT_DATATYPE':
      return 'refused';
    default:
      throw error;
  }
}

const upserts = new Map<string, string>();

/** The statement that writes a row of these columns, in this order; the same rows come in thousands. */
function upsertSql(table: string, key: string, names: readonly string[]): string {
  const shape = `${table} ${names.join(' ')}`;
  const known = upserts.get(shape);
  if (known !== undefined) return known;
  const list = names.map(quoted).join(', ');
  const values = names.map(() => '?').join(', ');
  const sql = `INSERT INTO ${quoted(table)} (${list}) VALUES (${values}) ${onConflict(table, key, names)}`;
  upserts.set(shape, sql);
  return sql;
}

function onConflict(table: string, key: string, names: readonly string[]): string {
  const targets = table === 'UserXP' ? ['userId', key] : [key];
  // Each side may have made the one row of a learner under an id of its own.
  return targets
    .map((target) => {
      const others = names.filter((name) => name !== target);
      if (others.length === 0) return `ON CONFLICT (${quoted(target)}) DO NOTHING`;
      const sets = others.map((name) => `${quoted(name)} = excluded.${quoted(name)}`).join(', ');
      return `ON CONFLICT (${quoted(target)}) DO UPDATE SET ${sets}`;
    })
    .join(' ');
}

/** Keys of the rows that have what must be unique to this row. */
export function rivalsOf(
  db: ReadableDb,
  rows: RowStore,
  table: string,
  row: Fields,
): readonly string[] {
  const key = rows.keyColumn(table);
  const found = shapeOf(db, rows, table).uniques.flatMap((columns) => {
    const values = columns.map((name) => row[name] ?? null);
    if (columns.length === 0 || values.includes(null)) return [];
    const where = columns.map((name) => `${quoted(name)} = ?`).join(' AND ');
    const sql = `SELECT ${quoted(key)} AS key FROM ${quoted(table)} WHERE ${where} AND ${quoted(key)} <> ?`;
    return db.all(rawQuery<{ key: string }>(sql, [...values, row[key]]));
  });
  return [...new Set(found.map((rival) => rival.key))];
}

/**
 * Removes a row. Rows here that would forbid it are removed as well and their bases kept: the
 * server's word about each of them comes on its own.
 */
export function removeRow(db: WritableDb, rows: RowStore, table: string, key: string): void {
  const sql = `DELETE FROM ${quoted(table)} WHERE ${quoted(rows.keyColumn(table))} = ?`;
  try {
    db.run(rawQuery(sql, [key]));
  } catch (error) {
    if (sqliteCode(error) !== 'SQLITE_CONSTRAINT_FOREIGNKEY') throw error;
    hideDependants(db, rows, table, key);
    db.run(rawQuery(sql, [key]));
  }
}

function hideDependants(db: WritableDb, rows: RowStore, table: string, key: string): void {
  const owner = rows.read(table, key);
  if (!owner) return;
  for (const reference of rows.referencesTo(table)) {
    if (reference.onDelete !== 'RESTRICT' && reference.onDelete !== 'NO ACTION') continue;
    const target = reference.target === null ? key : owner[reference.target];
    for (const child of rows.referring(reference, target ?? null)) {
      hideRow(db, rows, reference.table, child);
    }
  }
}

/** Takes a row away from sight and keeps what the server has of it. */
export function hideRow(db: WritableDb, rows: RowStore, table: string, key: string): void {
  if (!findBase(db, table, key)) putBase(db, table, key, rows.read(table, key) ?? null);
  removeRow(db, rows, table, key);
}

/**
 * Hides what would go with a row although the server still has it: some tables of ours have no
 * foreign key there. To be called after the rows that went there have gone here.
 */
export function hideChildren(db: WritableDb, rows: RowStore, table: string, key: string): void {
  const cascades = rows.referencesTo(table).filter((one) => one.onDelete === 'CASCADE');
  for (const reference of cascades) {
    if (!findSyncTable(reference.table)) continue;
    for (const child of rows.referring(reference, key)) hideRow(db, rows, reference.table, child);
  }
}
