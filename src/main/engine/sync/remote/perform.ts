import type { PgClient } from '../../connections/postgres-connection';
import { findSyncTable, writeOrder } from '../tables';
import { rowId } from '../waiting';
import { writeAwards } from './awards';
import type { Write } from './decide';
import type { Scene } from './scene';
import { onBehalfOf } from './statement-error';
import { deleteRows, insertRows, updateRows, type WriteTarget } from './write-rows';

/** Carries writes out, as many as possible with each statement. */
export async function perform(
  client: PgClient,
  scene: Scene,
  writes: readonly Write[],
): Promise<void> {
  for (const batch of batches(inFewRuns(writes))) {
    const [first] = batch;
    const table = first && findSyncTable(first.op.table);
    const columns = table && scene.columnsOf(table.name);
    if (!first || !table || !columns) throw new Error('A write was decided for an unknown table');
    const ops = batch.map(({ op }) => op);
    await onBehalfOf(ops, () => write(client, { table, columns }, batch));
  }
}

async function write(
  client: PgClient,
  target: WriteTarget,
  batch: readonly Write[],
): Promise<void> {
  const { mode, key } = target.table;
  if (mode === 'award') {
    return writeAwards(
      client,
      target,
      batch.map(({ kind, fields }) => ({ kind: kind === 'delete' ? 'delete' : 'insert', fields })),
    );
  }
  const rows = batch.map(({ op, fields }) => ({ key: op.key, fields }));
  switch (batch[0]?.kind) {
    case 'insert': {
      const onConflict = mode === 'record' ? `ON CONFLICT ("${key}") DO NOTHING` : '';
      const all = rows.map(({ fields }) => fields);
      return insertRows(client, target, all, onConflict);
    }
    case 'update':
      return updateRows(client, target, rows);
    default:
      return deleteRows(
        client,
        target,
        rows.map((row) => row.key),
      );
  }
}

/**
 * Sorts writes of different rows by what they do, so that they take few statements; where something
 * is removed or written twice, the order in which a person did it stays.
 */
function inFewRuns(writes: readonly Write[]): readonly Write[] {
  const rows = new Set(writes.map(({ op }) => rowId(op.table, op.key)));
  if (rows.size < writes.length || writes.some(({ kind }) => kind === 'delete')) return writes;
  const place = ({ kind, op }: Write): number =>
    (kind === 'insert' ? 0 : 1000) + writeOrder(op.table);
  return [...writes].sort((a, b) => place(a) - place(b));
}

/** Neighbours that one statement can carry out. */
function batches(writes: readonly Write[]): readonly (readonly Write[])[] {
  const all: Write[][] = [];
  let kind = '';
  let keys = new Set<string>();
  for (const next of writes) {
    const last = all.at(-1);
    if (last && kindOf(next) === kind && !keys.has(next.op.key)) last.push(next);
    else {
      all.push([next]);
      kind = kindOf(next);
      keys = new Set();
    }
    keys.add(next.op.key);
  }
  return all;
}

function kindOf({ op, kind, fields }: Write): string {
  if (findSyncTable(op.table)?.mode === 'award') return op.table;
  const names = kind === 'update' ? Object.keys(fields).sort().join(',') : '';
  return `${op.table} ${kind} ${names}`;
}
