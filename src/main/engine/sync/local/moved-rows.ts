import type { RowStore } from '../../journal/row-store';
import type { ReadableDb, WritableDb } from '../../storage/database';
import { syncTables } from '../tables';
import { findBase } from './base-repository';
import type { RowName } from './settle';
import { writeRow } from './write-row';

/**
 * Puts rows that a person has moved back below what the server has them under, and answers which:
 * what is asked about courses next is then answered as the server would. `rebuildRow` shows each of
 * them moved again.
 */
export function unmoveRows(db: WritableDb, rows: RowStore): readonly RowName[] {
  return syncTables.flatMap(({ name: table, part, parents }) =>
    part === 'course' && parents.length > 0
      ? keysApart(db, table).flatMap((key) => {
          const [base, shown] = [findBase(db, table, key)?.row, rows.read(table, key)];
          if (!base || !shown) return [];
          const isMoved = parents.some(({ column }) => base[column] !== shown[column]);
          return isMoved && writeRow(db, rows, table, base) === 'written' ? [{ table, key }] : [];
        })
      : [],
  );
}

function keysApart(db: ReadableDb, table: string): readonly string[] {
  return db
    .all(
      db.from
        .selectFrom('lectern_base')
        .select('row_key')
        .where('table_name', '=', table)
        .where('row', 'is not', null),
    )
    .map(({ row_key: key }) => key);
}
