import type { RowStore } from '../journal/row-store';
import type { ReadableDb } from '../storage/database';
import { removedBy } from './local/removed-repository';
import { Waiting } from './waiting';

/** Nobody waits yet; what operations do not say is read from the workspace. */
export function waitingHere(db: ReadableDb, rows: RowStore): Waiting {
  const removed = new Map<string, ReadonlySet<string>>();
  return new Waiting({
    lookUp: (table, key) => rows.read(table, key),
    isRemoved: (groupId, table, key) => {
      const name = `${groupId}\n${table}`;
      const keys = removed.get(name) ?? removedBy(db, groupId, table);
      removed.set(name, keys);
      return keys.has(key);
    },
  });
}
