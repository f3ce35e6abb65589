import { ledgerTables } from './tables-learners';
import { courseTables } from './tables-courses';
import { lecternTables } from './tables-lectern';
import type { SyncTable } from './sync-table';

/** Every synced table, parents before children: the order in which rows are written. */
export const syncTables: readonly SyncTable[] = [
  ...courseTables,
  ...ledgerTables,
  ...lecternTables,
];

const byName = new Map<string, SyncTable>(syncTables.map((table) => [table.name, table]));

/** The synced table of this local name; undefined for a table that stays here. */
export function findSyncTable(name: string): SyncTable | undefined {
  return byName.get(name);
}

/** The place of a table in the order of writing; deletes go the other way round. */
export function writeOrder(name: string): number {
  return syncTables.findIndex((table) => table.name === name);
}

/** How a server calls a table: `lectern.person`, `"Course"`; quoted, ready for SQL. */
export function serverName(table: string): string {
  return table.startsWith('lectern_') ? `lectern."${table.slice(8)}"` : `"${table}"`;
}
