import { fail } from '../../../shared/kernel/errors';
import type { ReadableDb } from '../storage/database';
import { quoted, rawQuery } from './local/raw-query';
import type { SyncSession } from './session';
import { syncTables } from './tables';

/** Fewer rows than this may go whatever their share: nobody misses them unseen. */
const fewRows = 20;

/**
 * Refuses when more than half of all rows here would be removed: that is rather a wrong database,
 * a login that sees less, or a disaster on the server than something to be followed by itself.
 */
export function requireMostStays({ context }: SyncSession, removed: number): void {
  if (removed < fewRows) return;
  const held = countRowsUpTo(context.workspace.read, removed * 2);
  if (removed * 2 <= held) return;
  fail(
    'refused',
    `The server no longer has ${removed} of the ${held} rows that this workspace holds. Nothing was removed and nothing is sent, because this may be the wrong database or an accident there. Have it looked at; if the server is right, run: sync repair.`,
    {
      problem: 'mirror_would_empty',
      what: `The server no longer has ${removed} of the ${held} rows that this workspace holds; nothing was removed.`,
      remedy:
        'Have the server looked at: it may be the wrong database or an accident. If the server is right, run sync repair.',
      removed,
      held,
    },
  );
}

/** Rows of all synced tables; counting ends at `most`. */
function countRowsUpTo(db: ReadableDb, most: number): number {
  let held = 0;
  for (const { name } of syncTables) {
    const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM ${quoted(name)} LIMIT ?)`;
    held += db.first(rawQuery<{ n: number }>(sql, [most - held]))?.n ?? 0;
    if (held >= most) break;
  }
  return held;
}
