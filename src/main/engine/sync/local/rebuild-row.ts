import { overlay } from '../../../../shared/domain/sync/overlay';
import type { Fields } from '../../../../shared/domain/sync/values';
import type { RowStore } from '../../journal/row-store';
import type { WritableDb } from '../../storage/database';
import { recomputeUserXp } from '../../xp/repository';
import { dropBase, findBase } from './base-repository';
import { pendingChanges } from './outbox-repository';
import { hideRow, removeRow, rivalsOf, writeRow } from './write-row';

/**
 * Makes a row what a person is to see: the server's, with what is pending on top. What the schema
 * here does not allow is not shown and stays kept: a change that cannot be is passed over, a row whose
 * owner is not here waits for it. Forgets the base once the row is its own base again.
 * UserXP of a learner follows their awards. Nothing happens to a row without a base kept apart.
 */
export function rebuildRow(db: WritableDb, rows: RowStore, table: string, key: string): void {
  const base = findBase(db, table, key);
  if (!base) return;
  const pending = pendingChanges(db, table, key);
  const wanted = overlay(base.row, pending);
  const learner = table === 'XPTransaction' ? learnerOf(wanted ?? base.row) : undefined;
  const tryToShow = (row: Fields | null): boolean =>
    show(db, rows, { table, key, row, isBase: row === base.row });
  let isShown = tryToShow(wanted);
  if (!isShown && pending.length > 0) {
    let row = base.row;
    isShown = tryToShow(row);
    for (const change of pending) {
      const next = overlay(row, [change]);
      if (!tryToShow(next)) continue;
      row = next;
      isShown = true;
    }
  }
  if (!isShown) removeRow(db, rows, table, key);
  if (isShown && pending.length === 0) dropBase(db, table, key);
  if (learner) recomputeUserXp(db, [learner.userId], learner.at);
}

type Candidate = {
  readonly table: string;
  readonly key: string;
  readonly row: Fields | null;
  readonly isBase: boolean;
};

function show(db: WritableDb, rows: RowStore, { table, key, row, isBase }: Candidate): boolean {
  if (row === null) {
    removeRow(db, rows, table, key);
    return true;
  }
  const written = writeRow(db, rows, table, row);
  if (written !== 'occupied') return written === 'written';
  const rivals = rivalsOf(db, rows, table, row);
  // The server's rows never rival one another: where one is in the way, it is a row of ours that
  // the server does not have, and gives way to the server's.
  const giveWay = (rival: string): boolean => findBase(db, table, rival)?.row === null;
  if (!isBase || !rivals.every(giveWay)) return false;
  for (const rival of rivals) hideRow(db, rows, table, rival);
  return writeRow(db, rows, table, row) === 'written';
}

function learnerOf(row: Fields | null): { userId: string; at: string } | undefined {
  if (row === null || typeof row.userId !== 'string') return undefined;
  return { userId: row.userId, at: String(row.createdAt) };
}
