import type { Fields } from '../../../src/shared/domain/sync/values';
import { ModelTransaction, type Entry } from './model-transaction';
import type { RowKey } from './model-table';
import type { StoredResult } from './apply-operation';

/** What pg_current_snapshot() says, as numbers. */
export type Snapshot = { readonly xmax: number; readonly running: readonly number[] };

/** Whether a snapshot sees what this transaction has done. */
export function sees(snapshot: Snapshot, xid: number): boolean {
  return xid < snapshot.xmax && !snapshot.running.includes(xid);
}

/** The oldest transaction that a snapshot does not see. */
export function horizon({ xmax, running }: Snapshot): number {
  return Math.min(xmax, ...running);
}

/** Everything that is on the server's disk, and so in a backup of it. */
type Disk = {
  rows: Map<RowKey, Fields>;
  log: Entry[];
  /** sync_op: what became of each delivery. */
  results: Map<string, { readonly xid: number; readonly result: StoredResult }>;
  /** How often each field of each operation was written; for the audit alone. */
  effects: Map<string, number>;
  /** sync_client: the cursor that each client said it had reached. */
  cursors: Map<string, Snapshot>;
  access: Map<string, Set<string>>;
  nextXid: number;
  lastCompleted: number;
  prunedXid: number;
  /** Another one means another server: system identifier, timeline, epoch. */
  identity: number;
};

/** The LMS's Postgres as far as sync depends on it: snapshots, locks, constraints, the change log. */
export class ModelServer {
  disk: Disk = {
    rows: new Map(),
    log: [],
    results: new Map(),
    effects: new Map(),
    cursors: new Map(),
    access: new Map(),
    nextXid: 10,
    lastCompleted: 9,
    prunedXid: 0,
    identity: 1,
  };
  /** Counts every restore, also those that leave the identity as it was. */
  incarnation = 1;
  /**
   * On a real server a row may move to another course while another transaction puts a row below
   * it: the log says the old course of the latter, and no pull of the new course ever reads it.
   * Only a comparison finds that. Here the two wait for one another, unless a test wants to see it.
   */
  movesRace = false;
  readonly open = new Map<number, ModelTransaction>();
  readonly backups: Disk[] = [];

  begin(): ModelTransaction {
    const xid = this.disk.nextXid++;
    const transaction = new ModelTransaction(this, xid);
    this.open.set(xid, transaction);
    return transaction;
  }

  commit(transaction: ModelTransaction): void {
    const { disk } = this;
    for (const [key, row] of transaction.writes) {
      if (row === null) disk.rows.delete(key);
      else disk.rows.set(key, row);
    }
    disk.log.push(...transaction.log);
    for (const [id, result] of transaction.results) {
      disk.results.set(id, { xid: transaction.xid, result });
    }
    for (const effect of transaction.effects) {
      disk.effects.set(effect, (disk.effects.get(effect) ?? 0) + 1);
    }
    this.#end(transaction);
  }

  rollback(transaction: ModelTransaction): void {
    this.#end(transaction);
  }

  snapshot(): Snapshot {
    const xmax = this.disk.lastCompleted + 1;
    return { xmax, running: [...this.open.keys()].filter((xid) => xid < xmax) };
  }

  /** Forgets changes that every client has seen, and those of clients that are away for too long. */
  prune(floor: number): void {
    this.disk.log = this.disk.log.filter(({ xid }) => xid >= floor);
    this.disk.prunedXid = Math.max(this.disk.prunedXid, floor);
  }

  backUp(): void {
    this.backups.push(copy(this.disk));
    if (this.backups.length > 3) this.backups.shift();
  }

  get identity(): number {
    return this.disk.identity;
  }

  /** What was running is gone; `isNoticed` when the identity tells of it (a new timeline, a dump). */
  restore(backup: number, isNoticed: boolean): void {
    const saved = this.backups[backup % Math.max(1, this.backups.length)];
    if (!saved) return;
    this.open.clear();
    this.disk = copy(saved);
    this.incarnation += 1;
    // No two restores make the same; the disk of a machine put back is what it was.
    if (isNoticed) this.disk.identity = this.incarnation;
  }

  #end(transaction: ModelTransaction): void {
    this.open.delete(transaction.xid);
    transaction.ended = true;
    this.disk.lastCompleted = Math.max(this.disk.lastCompleted, transaction.xid);
  }
}

function copy(disk: Disk): Disk {
  return {
    ...disk,
    rows: new Map(disk.rows),
    log: [...disk.log],
    results: new Map(disk.results),
    effects: new Map(disk.effects),
    cursors: new Map(disk.cursors),
    access: new Map([...disk.access].map(([user, courses]) => [user, new Set(courses)])),
  };
}
