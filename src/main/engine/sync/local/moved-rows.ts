import type { RowStore } from '../../journal/row-store';
import type { WritableDb } from '../../storage/database';
import { syncTables } from '../tables';
import { basesIn } from './base-repository';
import type { RowName } from './settle';
import { writeRow } from './write-row';

/**
 * Puts rows that a person has moved back below what the server has them under, and answers which:
 * what is asked about courses next is then answered as the server would. `rebuildRow` shows each of
 * them moved again.
 */
export function unmoveRows(db: WritableDb, rows: RowStore): readonly RowName[] {
  const moved: RowName[] = [];
  for (const { name: table, part, parents } of syncTables) {
    if (part !== 'course' || parents.length === 0) continue;
    for (const [key, base] of basesIn(db, table)) {
      const shown = rows.read(table, key);
      const isMoved = shown && parents.some(({ column }) => base[column] !== shown[column]);
      if (isMoved && writeRow(db, rows, table, base) === 'written') moved.push({ table, key });
    }
  }
  return moved;
}
