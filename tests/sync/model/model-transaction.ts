import type { Fields } from '../../../src/shared/domain/sync/values';
import type { StoredResult } from './apply-operation';
import type { ModelServer } from './model-server';
import {
  childTables,
  courseOf,
  idOf,
  parentKey,
  tableOf,
  uniqueOf,
  type ModelTable,
  type RowKey,
} from './model-table';

/** A line of the change log: which row, and whom it concerned when it was written. */
export type Entry = {
  readonly xid: number;
  readonly key: RowKey;
  readonly scope: string | null;
};

/** Another transaction is in the way: nothing has happened, try again later. */
export class Busy extends Error {}

/** The server's rules refuse it. */
export class Refused extends Error {
  constructor(readonly reason: 'duplicate' | 'missing_reference' | 'row_deleted') {
    super(reason);
  }
}

/** share: what refers to a row holds. update: an UPDATE. whole: FOR UPDATE, INSERT, DELETE. */
type Lock = 'share' | 'update' | 'whole';

const inTheWay: { readonly [L in Lock]: readonly Lock[] } = {
  share: ['whole'],
  update: ['update', 'whole'],
  whole: ['share', 'update', 'whole'],
};

/** A transaction at READ COMMITTED, with row locks and triggers that log. */
export class ModelTransaction {
  readonly writes = new Map<RowKey, Fields | null>();
  readonly results = new Map<string, StoredResult>();
  readonly effects: string[] = [];
  log: Entry[] = [];
  ended = false;
  readonly #locks = new Map<string, Lock>();

  constructor(
    private readonly server: ModelServer,
    readonly xid: number,
  ) {}

  get(key: RowKey): Fields | undefined {
    const own = this.writes.get(key);
    return own === undefined ? this.server.disk.rows.get(key) : (own ?? undefined);
  }

  lock(key: string, lock: Lock): void {
    for (const other of this.server.open.values()) {
      const held = other === this ? undefined : other.#locks.get(key);
      if (held !== undefined && inTheWay[lock].includes(held)) throw new Busy(key);
    }
    const mine = this.#locks.get(key);
    if (mine === undefined || inTheWay[lock].length > inTheWay[mine].length) {
      this.#locks.set(key, lock);
    }
  }

  insert(key: RowKey, row: Fields): void {
    this.lock(key, 'whole');
    if (this.get(key)) throw new Refused('duplicate');
    this.#checkParent(key, row);
    this.#checkUnique(key, row);
    this.writes.set(key, row);
    this.#log(key, courseOf(this, key, row));
  }

  update(key: RowKey, patch: Fields, lock: Lock = 'update'): void {
    this.lock(key, lock);
    const before = this.get(key);
    if (!before) throw new Refused('row_deleted');
    const after = { ...before, ...patch };
    const { parent, unique } = tableOf(key);
    // As Postgres: what is not changed is not checked, and locks nothing.
    if (parent && parent.column in patch) this.#checkParent(key, after);
    if (unique.some((column) => column in patch)) this.#checkUnique(key, after);
    const courses = [courseOf(this, key, before)];
    const below = this.below(key).map((child) => [child, this.#courseOf(child)] as const);
    if (parent && parent.column in patch && !this.server.movesRace) {
      for (const moved of [key, ...this.below(key)]) this.lock(moved, 'whole');
    }
    this.writes.set(key, after);
    courses.push(courseOf(this, key, after));
    for (const course of new Set(courses)) this.#log(key, course);
    if (courses[0] === courses[1]) return;
    // What hangs on a moved row is in another course now, although nobody has touched it.
    for (const [child, was] of below) {
      for (const course of new Set([was, this.#courseOf(child)])) this.#log(child, course);
    }
  }

  /** The row and all below it; returns what it took along. */
  remove(key: RowKey): readonly RowKey[] {
    this.lock(key, 'whole');
    const row = this.get(key);
    if (!row) throw new Refused('row_deleted');
    const below = this.below(key);
    for (const child of below) this.lock(child, 'whole');
    this.#log(key, courseOf(this, key, row));
    this.writes.set(key, null);
    for (const child of below) {
      // Logged when its parent is gone already: its course cannot be found any more.
      this.#log(child, this.#courseOf(child));
      this.writes.set(child, null);
    }
    return below;
  }

  /** The rows below a row, at any depth. */
  below(key: RowKey): readonly RowKey[] {
    const id = idOf(key);
    const children = childTables(tableOf(key)).flatMap((table) =>
      this.#rowsOf(table).flatMap(([child, row]) =>
        row[table.parent?.column ?? ''] === id ? [child] : [],
      ),
    );
    return children.flatMap((child) => [child, ...this.below(child)]);
  }

  /** The row that has the same unique values, other than the one of this key. */
  rivalOf(key: RowKey, row: Fields): RowKey | undefined {
    const table = tableOf(key);
    const unique = uniqueOf(table, row);
    if (unique === undefined) return undefined;
    return this.#rowsOf(table).find(
      ([other, theirs]) => other !== key && uniqueOf(table, theirs) === unique,
    )?.[0];
  }

  /** Takes back what was done since `mark`, as a savepoint does; locks stay. */
  mark(): () => void {
    const writes = new Map(this.writes);
    const { log } = this;
    this.log = [...log];
    const effects = this.effects.length;
    return () => {
      this.writes.clear();
      for (const [key, row] of writes) this.writes.set(key, row);
      this.log = log;
      this.effects.length = effects;
    };
  }

  #checkParent(key: RowKey, row: Fields): void {
    const above = parentKey(tableOf(key), row);
    if (above === undefined) return;
    this.lock(above, 'share');
    if (!this.get(above)) throw new Refused('missing_reference');
  }

  #checkUnique(key: RowKey, row: Fields): void {
    const unique = uniqueOf(tableOf(key), row);
    if (unique === undefined) return;
    this.lock(unique, 'whole');
    if (this.rivalOf(key, row) !== undefined) throw new Refused('duplicate');
  }

  #log(key: RowKey, scope: string | null): void {
    this.log.push({ xid: this.xid, key, scope });
  }

  #courseOf(key: RowKey): string | null {
    const row = this.get(key);
    return row ? courseOf(this, key, row) : null;
  }

  *#all(): Generator<[RowKey, Fields]> {
    for (const entry of this.server.disk.rows) if (!this.writes.has(entry[0])) yield entry;
    for (const [key, row] of this.writes) if (row !== null) yield [key, row];
  }

  #rowsOf(table: ModelTable): [RowKey, Fields][] {
    return [...this.#all()].filter(([key]) => tableOf(key) === table);
  }
}
