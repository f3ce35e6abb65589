import type { Fields } from '../../../../shared/domain/sync/values';
import type { PgClient } from '../../connections/postgres-connection';
import type { OutboxRow } from '../local/outbox-repository';
import type { SyncTable } from '../sync-table';
import { findSyncTable, serverName, syncTables, writeOrder } from '../tables';
import { rowId } from '../waiting';
import { keyList, type ServerColumns } from './convert';
import type { Author } from './book';
import { readServerRows } from './server-rows';
import { onBehalfOf } from './statement-error';

/** All that deliveries need to know beside the server's rows. */
export type Scene = {
  readonly author: Author;
  /** What the server has of a table; undefined: no such table. */
  readonly columnsOf: (table: string) => ServerColumns | undefined;
  /** Texts of numbers that no column here holds, of one row. */
  readonly unfitOf: (table: string, key: string) => Fields;
  /** Keys of the rows of a table that an action has removed here. */
  readonly removedBy: (groupId: string, table: string) => ReadonlySet<string>;
};

/** The server's rows that operations are about, locked until the transaction ends. */
export type Sights = {
  readonly rows: ReadonlyMap<string, Fields>;
  /** Rows that refer to one that is to be removed and that nobody here removes, by its id. */
  readonly children: ReadonlyMap<string, readonly string[]>;
};

/** Reads and locks the rows of operations, table by table in the order of writing. */
export async function lookAtServer(
  client: PgClient,
  scene: Scene,
  ops: readonly OutboxRow[],
): Promise<Sights> {
  const rows = new Map<string, Fields>();
  for (const { table, ops: own } of byTable(ops)) {
    const columns = scene.columnsOf(table.name);
    // Records are only added, awards only made sure of: what is there does not matter.
    const looked = table.mode === 'edit' ? own : own.filter(({ kind }) => kind === 'update');
    if (!columns || looked.length === 0) continue;
    const keys = [...new Set(looked.map(({ key }) => key))];
    const lock = looked.some(({ kind }) => kind !== 'insert');
    const found = await onBehalfOf(looked, () =>
      readServerRows(client, { table, columns, keys, lock }),
    );
    for (const [key, row] of found) rows.set(rowId(table.name, key), row);
  }
  return { rows, children: await childrenOfRemoved(client, scene, ops) };
}

/** Operations by their tables, parents first; what is in no table of ours is left out. */
export function byTable(
  ops: readonly OutboxRow[],
): readonly { readonly table: SyncTable; readonly ops: readonly OutboxRow[] }[] {
  const groups = new Map<SyncTable, OutboxRow[]>();
  for (const op of ops) {
    const table = findSyncTable(op.table);
    if (!table) continue;
    const own = groups.get(table) ?? [];
    own.push(op);
    groups.set(table, own);
  }
  return [...groups]
    .map(([table, own]) => ({ table, ops: own }))
    .sort((a, b) => writeOrder(a.table.name) - writeOrder(b.table.name));
}

/** The server removes the rows under a removed one by itself: it must not take what nobody here knew. */
async function childrenOfRemoved(
  client: PgClient,
  scene: Scene,
  ops: readonly OutboxRow[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const children = new Map<string, string[]>();
  const removals = ops.filter(({ kind, table }) => kind === 'delete' && hasCascade(table));
  for (const { table, ops: own } of byTable(removals)) {
    for (const child of childTables(table.name)) {
      const found = await onBehalfOf(own, () => referring(client, scene, child, own));
      for (const { key, parent } of found) {
        const removed = own.some(
          (op) => op.key === parent && scene.removedBy(op.groupId, child.table.name).has(key),
        );
        if (removed) continue;
        const id = rowId(table.name, parent);
        children.set(id, [...(children.get(id) ?? []), rowId(child.table.name, key)]);
      }
    }
  }
  return children;
}

type Child = { readonly table: SyncTable; readonly column: string };

/** The LMS's own tables only: Lectern's have no foreign keys, their rows stay. */
function childTables(parent: string): readonly Child[] {
  return syncTables
    .filter(({ name }) => !name.startsWith('lectern_'))
    .flatMap((table) =>
      table.parents
        .filter((reference) => reference.table === parent)
        .map(({ column }) => ({ table, column })),
    );
}

function hasCascade(table: string): boolean {
  return childTables(table).length > 0;
}

async function referring(
  client: PgClient,
  scene: Scene,
  { table, column }: Child,
  removals: readonly OutboxRow[],
): Promise<readonly { readonly key: string; readonly parent: string }[]> {
  const columns = scene.columnsOf(table.name);
  if (!columns?.[column]) return [];
  const { rows } = await client.query<{ readonly key: string; readonly parent: string }>(
    `SELECT t."${table.key}"::text AS key, t."${column}"::text AS parent
       FROM ${serverName(table.name)} t WHERE t."${column}" = ANY(${keyList(columns, column, 1)})`,
    [removals.map(({ key }) => key)],
  );
  return rows;
}
