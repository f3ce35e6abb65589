import { toInstant } from '../../../shared/kernel/clock';
import { hasBaseIn } from './local/base-repository';
import { listParts, movePart, type Part } from './local/part-repository';
import { SeedWriter } from './local/seed-writer';
import { constraintOf } from './local/write-row';
import { estimateRows } from './remote/estimate-rows';
import { copyChunk } from './remote/copy-part';
import type { CopyRow } from './remote/copy-lines';
import { selectColumns, type ServerColumns } from './remote/convert';
import type { SyncSession } from './session';
import { sliceMs, stopIfCancelled } from './slices';
import type { SyncTable } from './sync-table';
import { findSyncTable, writeOrder } from './tables';

/** Rows by COPY statement; a copy that was stopped reads at most so many again. */
const chunkRows = 50_000;
/** Rows gathered before they are written: a transaction has its price. */
const gathered = 4_000;

/** Copies all parts that are planned and not done, parents first; `between` runs between chunks. */
export async function copyParts(
  session: SyncSession,
  between: () => Promise<unknown>,
): Promise<void> {
  const { read } = session.context.workspace;
  const parts = [...listParts(read)].sort((a, b) => writeOrder(a.table) - writeOrder(b.table));
  const left = parts.filter(({ isDone }) => !isDone);
  const expected = await estimateRows(session, left);
  const finished = parts.filter(({ isDone }) => isDone).map(({ rows }) => rows);
  const progress = {
    total: sum([...finished, ...expected]),
    done: sum(parts.map(({ rows }) => rows)),
  };
  for (const part of left) {
    const copy = new PartCopy(session, part, progress);
    while (await copy.nextChunk()) await between();
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

type Progress = { total: number; done: number };

/** One part on its way here. */
class PartCopy {
  readonly #table: SyncTable;
  readonly #columns: ServerColumns;
  readonly #writer: SeedWriter;
  #lastKey: string | null;

  constructor(
    private readonly session: SyncSession,
    private readonly part: Part,
    private readonly progress: Progress,
  ) {
    const table = findSyncTable(part.table);
    if (!table) throw new Error(`${part.table} is not synced`);
    this.#table = table;
    this.#columns = session.facts.tables.get(part.table)?.columns ?? {};
    this.#lastKey = part.lastKey;
    const { connection } = session.context.workspace;
    const { columns } = selectColumns(table, this.#columns);
    this.#writer = new SeedWriter(connection, session.rows, table, columns);
  }

  /** Copies the next rows; false when there are no more. */
  async nextChunk(): Promise<boolean> {
    stopIfCancelled(this.session);
    let [waiting, taken]: [CopyRow[], number] = [[], 0];
    const chunk = {
      table: this.#table,
      columns: this.#columns,
      of: this.part.of,
      after: this.#lastKey,
      limit: chunkRows,
    };
    await copyChunk(this.session.connection, chunk, async (rows) => {
      taken += rows.length;
      waiting = waiting.length === 0 ? [...rows] : waiting.concat(rows);
      if (waiting.length < gathered) return;
      await this.#write(waiting);
      waiting = [];
    });
    await this.#write(waiting);
    if (taken >= chunkRows) return true;
    this.#inSlice((db) => movePart(db, this.part, { isDone: true }));
    return false;
  }

  async #write(rows: readonly CopyRow[]): Promise<void> {
    let next = 0;
    while (next < rows.length) {
      stopIfCancelled(this.session);
      next = this.#writeSlice(rows, next);
      this.session.report({
        busy: 'seeding',
        done: this.progress.done,
        total: Math.max(this.progress.total, this.progress.done),
        table: this.part.table,
      });
      await this.session.breathe();
    }
  }

  #writeSlice(rows: readonly CopyRow[], from: number): number {
    try {
      return this.#tryWriteSlice(rows, from, false);
    } catch (error) {
      // The ledger's foreign key is looked at only here, when all rows are in.
      if (constraintOf(error) !== 'refused') throw error;
      return this.#tryWriteSlice(rows, from, true);
    }
  }

  #tryWriteSlice(rows: readonly CopyRow[], from: number, isAgain: boolean): number {
    const at = toInstant(this.session.context.clock.now());
    let next = from;
    let lastKey = this.#lastKey;
    this.#inSlice((db) => {
      const isCareful = isAgain || hasBaseIn(db, this.part.table);
      // A measure of load, not a time that anybody sees.
      const end = performance.now() + sliceMs;
      next = this.#writer.write(db, rows, from, { end, isCareful, at });
      const last = rows[next - 1];
      if (last) lastKey = this.#writer.keyOf(last);
      movePart(db, this.part, { ...(lastKey === null ? {} : { lastKey }), rows: next - from });
    });
    this.#lastKey = lastKey;
    this.progress.done += next - from;
    return next;
  }

  /**
   * A transaction that reaches the disk with the next one of anybody else: a copy that lost its
   * last moments goes on before them, since rows and place are stored together.
   */
  #inSlice(work: Parameters<SyncSession['context']['workspace']['write']>[0]): void {
    const { workspace } = this.session.context;
    workspace.connection.pragma('synchronous = NORMAL');
    try {
      workspace.write(work);
    } finally {
      workspace.connection.pragma('synchronous = FULL');
    }
  }
}
