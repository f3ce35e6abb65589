import type { Fields } from '../../../shared/domain/sync/values';
import type { OutboxRow } from './local/outbox-repository';
import type { SyncTable } from './sync-table';
import { findSyncTable } from './tables';

/** What of an operation decides whom it waits for. */
export type Waiter = Pick<
  OutboxRow,
  'opId' | 'groupId' | 'table' | 'key' | 'kind' | 'fields' | 'base' | 'detail'
>;

/** What an operation itself does not say. */
export type Surroundings = {
  /** The row as it is here now. */
  readonly lookUp: (table: string, key: string) => Fields | undefined;
  /** Whether an action has removed this row. */
  readonly isRemoved: (groupId: string, table: string, key: string) => boolean;
};

type Blocked = {
  /** Rows with a blocked operation. */
  readonly rows: Map<string, string>;
  /** Rows that are to be inserted first. */
  readonly inserts: Map<string, string>;
  /** Rows that blocked deletes refer to. */
  readonly held: Map<string, string>;
  /** Rows and learners by group: what tells of them waits too. */
  readonly groups: Map<string, string>;
};

/**
 * Who waits for whom. Operations are gone through in the order of the queue; each that cannot go
 * is blocked here, and a later one waits when it is on the same row, refers to a row that is not
 * there yet, removes the parent of a row that stays for now (or another row under it, since such
 * rows go together), or tells of a blocked operation of its own action (history, versions, awards).
 */
export class Waiting {
  readonly #blocked: Blocked = {
    rows: new Map(),
    inserts: new Map(),
    held: new Map(),
    groups: new Map(),
  };

  constructor(
    private readonly here: Surroundings,
    private readonly before?: Waiting,
  ) {}

  /** A try: what is blocked in it counts for this one only when it is adopted. */
  fork(): Waiting {
    return new Waiting(this.here, this);
  }

  adopt(fork: Waiting): void {
    for (const name of ['rows', 'inserts', 'held', 'groups'] as const) {
      for (const [key, opId] of fork.#blocked[name]) this.#add(name, key, opId);
    }
  }

  get isEmpty(): boolean {
    const { rows, groups } = this.#blocked;
    return rows.size + groups.size === 0 && (this.before?.isEmpty ?? true);
  }

  /** The operation that this one waits for; undefined when it may go. */
  blockerOf(op: Waiter): string | undefined {
    if (this.isEmpty) return undefined;
    const row = rowId(op.table, op.key);
    const own = this.#find('rows', row) ?? this.#find('held', op.kind === 'delete' ? row : '');
    if (own !== undefined) return own;
    const table = findSyncTable(op.table);
    if (!table) return undefined;
    const parents = this.#parentsOf(table, op);
    const above = firstOf(parents, (parent) =>
      op.kind === 'delete'
        ? this.#find('groups', `${op.groupId}\nremoved with\n${parent}`)
        : this.#find('inserts', parent),
    );
    if (above !== undefined) return above;
    if (table.mode === 'record')
      return firstOf(parents, (parent) => this.#find('groups', `${op.groupId}\n${parent}`));
    if (table.mode === 'award') {
      const learner = this.#valueOf(op, 'userId');
      return this.#find('groups', `${op.groupId}\nlearner\n${learner ?? ''}`);
    }
    return undefined;
  }

  /** To be told of every operation that does not go. */
  block(op: Waiter): void {
    const row = rowId(op.table, op.key);
    this.#add('rows', row, op.opId);
    this.#add('groups', `${op.groupId}\n${row}`, op.opId);
    if (op.kind === 'insert') this.#add('inserts', row, op.opId);
    const table = findSyncTable(op.table);
    if (!table) return;
    if (op.kind === 'delete') {
      this.keepTogether(op);
      for (const parent of this.#parentsOf(table, op)) this.#add('held', parent, op.opId);
    }
    const learner = this.#valueOf(op, 'userId');
    if (learner !== null) this.#add('groups', `${op.groupId}\nlearner\n${learner}`, op.opId);
  }

  /**
   * To be told beforehand of removals that wait for a person: the others of the same action, which
   * may come before them in the queue, wait with them.
   */
  keepTogether(op: Waiter): void {
    const table = findSyncTable(op.table);
    if (!table || op.kind !== 'delete') return;
    const removedWith = `${op.groupId}\nremoved with\n`;
    this.#add('groups', `${removedWith}${rowId(op.table, op.key)}`, op.opId);
    for (const parent of this.#parentsOf(table, op)) {
      const [name = '', key = ''] = parent.split('\n');
      if (this.here.isRemoved(op.groupId, name, key))
        this.#add('groups', `${removedWith}${parent}`, op.opId);
    }
  }

  #parentsOf(table: SyncTable, op: Waiter): readonly string[] {
    return table.parents.flatMap(({ column, table: parent }) => {
      const key = this.#valueOf(op, column);
      return key === null ? [] : [rowId(parent, String(key))];
    });
  }

  #valueOf(op: Waiter, column: string): string | number | null {
    const { fields, base, table, key, detail } = op;
    const said = fields[column] ?? base?.[column];
    // A row that is gone on the server is gone here too once a pull has seen that.
    return said ?? (this.here.lookUp(table, key) ?? detail.lastRow)?.[column] ?? null;
  }

  #find(name: keyof Blocked, key: string): string | undefined {
    const own = this.#blocked[name].get(key);
    return own === undefined && this.before ? this.before.#find(name, key) : own;
  }

  /** The first one stays: it is the one that a person has to decide. */
  #add(name: keyof Blocked, key: string, opId: string): void {
    if (!this.#blocked[name].has(key)) this.#blocked[name].set(key, opId);
  }
}

/** True for history, versions and awards: they go after what they tell of. */
export function isTelling({ table }: Pick<Waiter, 'table'>): boolean {
  const mode = findSyncTable(table)?.mode;
  return mode === 'record' || mode === 'award';
}

/**
 * The order in which operations are sent: that of the queue, but what tells of an action's changes
 * comes at the end of the action. An undo has them the other way round.
 */
export function inSendingOrder<T extends Pick<Waiter, 'table' | 'groupId'>>(
  ops: readonly T[],
): readonly T[] {
  const sent: T[] = [];
  const telling: T[] = [];
  let group: string | undefined;
  for (const op of ops) {
    if (op.groupId !== group) sent.push(...telling.splice(0));
    group = op.groupId;
    if (isTelling(op)) telling.push(op);
    else sent.push(op);
  }
  sent.push(...telling);
  return sent;
}

/**
 * True for a change of nothing but columns that the server lacks: operations are parted by columns
 * before they are sent, so that everything else of the row goes on (see `parkMissingColumns`).
 */
export function holdsNobody({
  kind,
  state,
  reason,
}: Pick<OutboxRow, 'kind' | 'state' | 'reason'>): boolean {
  return kind === 'update' && state === 'parked' && reason === 'update_needed';
}

/** One text for a row of any table. */
export function rowId(table: string, key: string): string {
  return `${table}\n${key}`;
}

function firstOf<T>(list: readonly T[], find: (one: T) => string | undefined): string | undefined {
  for (const one of list) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}
