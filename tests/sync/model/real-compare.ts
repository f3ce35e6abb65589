import type { Fields } from '../../../src/shared/domain/sync/values';
import { inOrder, rowKey, type RowKey, type Rows } from './model-table';
import { comparedTables, localFields, localRows, queueOf, serverRows } from './real-rows';
import type { RealClient, RealWorld } from './real-world';

/** The server's rows are those of the model. */
export async function compareServer(world: RealWorld): Promise<void> {
  same(await serverRows(world.database.admin), world.server.disk.rows, 'the server');
}

/** A workspace shows what the model says (I4), and its operations stand as the model's do (I1). */
export function compareClient(client: RealClient): void {
  const { engine, model, name } = client;
  same(localRows(engine.sql), model.rows, `${name}'s workspace`);
  const real = queueOf(engine.sql).map((one) => `${one.opId} ${one.kind} ${one.key} ${one.state}`);
  const expected = model.outbox.map((one) => `${one.id} ${one.kind} ${one.key} ${one.state}`);
  if (real.join('\n') !== expected.join('\n')) {
    throw new Error(`${name}'s queue\nis:\n${real.join('\n')}\nshould be:\n${expected.join('\n')}`);
  }
}

/** What a workspace holds of the server is what the server had at its last pull (I3, I6, I7). */
export function compareMirror({ engine, model, name }: RealClient): void {
  const rows = localRows(engine.sql);
  for (const [key, row] of bases(engine.sql)) {
    if (row === null) rows.delete(key);
    else rows.set(key, row);
  }
  same(rows, model.mirror, `the server's rows in ${name}'s workspace`);
}

function bases(sql: RealClient['engine']['sql']): [RowKey, Fields | null][] {
  const found = sql.prepare('SELECT table_name, row_key, row FROM lectern_base').all() as {
    readonly table_name: string;
    readonly row_key: string;
    readonly row: string | null;
  }[]; // what the statement selects
  return found
    .filter(({ table_name: table }) => comparedTables.some(({ name }) => name === table))
    .map(({ table_name: table, row_key: key, row }) => [
      rowKey(table, key),
      row === null ? null : localFields(table, JSON.parse(row) as Fields), // a row, by sync
    ]);
}

function same(is: Rows, should: Rows, what: string): void {
  const differing = inOrder(new Map([...is, ...should])).flatMap(([key]) => {
    const [a, b] = [text(is.get(key)), text(should.get(key))];
    return a === b ? [] : [`${key}\n  is        ${a}\n  should be ${b}`];
  });
  if (differing.length > 0)
    throw new Error(`${what} differs from the model:\n${differing.join('\n')}`);
}

function text(row: Fields | undefined): string {
  if (!row) return 'not there';
  const entries = Object.entries(row).filter(([, value]) => value !== null);
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
