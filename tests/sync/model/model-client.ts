import type { Fields } from '../../../src/shared/domain/sync/values';
import { deliverAgain, deliverAll, type PushFault } from './model-delivery';
import { childrenOf, inverseOf, keysOfCourse, makeChange, type Change } from './model-edit';
import type { ModelOperation } from './model-operation';
import { nextGroup } from './model-queue';
import { horizon, sees, type ModelServer, type Snapshot } from './model-server';
import { courseOf, modelTables, tableOf, type RowKey } from './model-table';
import { shownRows } from './shown-rows';
import { stillOurs } from './still-ours';

/** A course whose first copy is under way. */
type Seeding = { readonly from: Snapshot; readonly left: string[] };

/** A workspace: what it keeps on its disk, and nothing that a kill would lose. */
export class ModelClient {
  /** The server's rows as the last pull saw them. */
  readonly mirror = new Map<RowKey, Fields>();
  /** What the person sees. */
  rows = new Map<RowKey, Fields>();
  readonly outbox: ModelOperation[] = [];
  readonly courses = new Map<string, 'ready' | Seeding>();
  cursor: Snapshot | undefined;
  identity = 0;
  /** The restore that it has last met; for the invariants alone, the program has no such number. */
  incarnation = 0;
  /** What the server has last been told, as far as the client knows. */
  reported: Snapshot | undefined;
  readonly undone = new Set<string>();
  #made = 0;

  constructor(
    readonly name: string,
    private readonly server: ModelServer,
  ) {}

  newId(): string {
    this.#made += 1;
    return `${this.name}${this.#made}`;
  }

  /** One action of the person; false, and nothing changed, when the workspace does not allow it. */
  edit(changes: readonly Change[], isUndo = false): boolean {
    const rows = new Map(this.rows);
    const group = this.newId();
    const operations: ModelOperation[] = [];
    const action = { group, rows, made: operations, newId: () => this.newId() };
    for (const change of changes) {
      if (!makeChange(change, action)) return false;
    }
    this.outbox.push(...operations);
    this.#show();
    for (const { key, kind } of operations) {
      // Undoing a removal may meet what is on the server and could not be shown: that stands.
      if (kind === 'insert' && isUndo) continue;
      if (JSON.stringify(rows.get(key)) === JSON.stringify(this.rows.get(key))) continue;
      throw new Error(`I4: ${this.name} does not see what was just done to ${key}`);
    }
    return operations.length > 0;
  }

  /** Takes an action back by a new one; false when something was changed since. */
  undo(group: string): boolean {
    const operations = this.outbox.filter((operation) => operation.group === group);
    const changes = inverseOf(operations, this.rows);
    if (!changes || this.undone.has(group) || !this.edit(changes, true)) return false;
    this.undone.add(group);
    return true;
  }

  /** The beginning of every cycle: is it the server it was? */
  meet(): void {
    if (!this.#isSameServer()) this.#recover();
  }

  /** Which courses are mine by now; what is new among them is copied next. */
  refreshScope(): void {
    const mine = this.server.disk.access.get(this.name) ?? new Set();
    for (const course of this.courses.keys()) if (!mine.has(course)) this.#lose(course);
    for (const course of mine) {
      if (this.courses.has(course)) continue;
      const left = modelTables.map(({ name }) => name);
      this.courses.set(course, { from: this.server.snapshot(), left });
      this.#tell();
    }
  }

  /** Copies one table of a course that is new here; false when there is none left to copy. */
  seedOne(): boolean {
    for (const [course, state] of this.courses) {
      if (state === 'ready') continue;
      const table = state.left.shift();
      if (table === undefined) continue;
      for (const [key, row] of this.server.disk.rows) {
        const isWanted = tableOf(key).name === table && this.#courseOnServer(key, row) === course;
        if (isWanted) this.mirror.set(key, row);
      }
      this.#show();
      return true;
    }
    return false;
  }

  /** Sends the next group; false when there is nothing to send or the server is busy. */
  push(fault: PushFault = 'none'): boolean {
    const { outbox } = this;
    const operations = nextGroup(outbox);
    if (operations.length === 0) return false;
    const transaction = this.server.begin();
    const results = deliverAll(this.server, transaction, { operations, outbox });
    if (!results || fault === 'cut before commit') {
      this.server.rollback(transaction);
      return false;
    }
    if (fault === 'left hanging') return false;
    this.server.commit(transaction);
    if (fault === 'answer lost') return false;
    if (fault === 'twice') deliverAgain(this.server, { operations, outbox }, results);
    for (const operation of operations) {
      const { pushId } = operation;
      const result = results.get(pushId);
      const stored = this.server.disk.results.get(pushId);
      if (result) operation.answered(result, pushId, stored?.xid ?? transaction.xid);
    }
    this.#show();
    return true;
  }

  /** Everything that the server has done since, at one snapshot. */
  pull(): void {
    if ([...this.courses.values()].some((state) => state !== 'ready' && state.left.length > 0))
      return;
    const snapshot = this.server.snapshot();
    if (!this.cursor || this.#isPruned()) this.#compare();
    else {
      for (const key of this.#changedKeys(snapshot)) this.#take(key);
    }
    for (const course of this.courses.keys()) this.courses.set(course, 'ready');
    this.#reach(snapshot);
  }

  /** Both halves, until nothing moves any more. */
  sync(): void {
    this.meet();
    this.refreshScope();
    while (this.seedOne());
    while (this.push());
    this.pull();
  }

  /** Compares everything and mends it, as verify and repair do. */
  repair(): void {
    this.#compare();
    this.#show();
  }

  /** Takes over an action that the program has carried out, as its queue has it. */
  adopt(made: readonly ModelOperation[]): void {
    this.outbox.push(...made);
    this.#show();
  }

  #isSameServer(): boolean {
    const { server, cursor } = this;
    if (this.identity !== server.identity) return this.identity === 0 && cursor === undefined;
    const { xmax } = server.snapshot();
    if ([cursor, ...this.#seedCursors()].some((one) => one && one.xmax > xmax)) return false;
    const told = server.disk.cursors.get(this.name);
    // Another one than the one it was told: it is not the server that was told.
    if (this.reported && told !== this.reported) return false;
    // The delivery made last, which need not be the last one of the queue.
    let last: { readonly pushId: string; readonly xid: number } | undefined;
    for (const { parts } of this.outbox) {
      for (const { delivered } of parts.values()) {
        if (delivered && delivered.xid >= (last?.xid ?? 0)) last = delivered;
      }
    }
    return !last || server.disk.results.has(last.pushId);
  }

  /** Another server, or an older one: everything is compared, and what it has lost is open again. */
  #recover(): void {
    this.identity = this.server.identity;
    const isOurs = stillOurs(this.outbox, this.mirror);
    for (const operation of this.outbox) {
      const isWanted = (field: string): boolean => isOurs(operation, field);
      const isKnown = (pushId: string): boolean => this.server.disk.results.has(pushId);
      const row = this.mirror.get(operation.key);
      operation.reopen({ isKnown, isWanted, row }, this.newId());
    }
    // A copy that is half made is of the other server.
    for (const [course, state] of this.courses) if (state !== 'ready') this.courses.delete(course);
    this.#compare();
    this.#reach(this.server.snapshot());
  }

  #lose(course: string): void {
    this.courses.delete(course);
    const lost = keysOfCourse(this.mirror, course);
    const here = { get: (key: RowKey) => this.mirror.get(key) ?? this.rows.get(key) };
    for (const operation of this.outbox) {
      const { key, row, state } = operation;
      if (state !== 'queued' && state !== 'conflicted') continue;
      // Made and removed again: in no table any more, and of this course all the same.
      if (courseOf(here, key, here.get(key) ?? row) === course) operation.park('out_of_scope');
    }
    for (const key of lost) this.mirror.delete(key);
    this.#show();
  }

  #courseOnServer(key: RowKey, row: Fields): string | null {
    return courseOf(this.server.disk.rows, key, row);
  }

  #isPruned(): boolean {
    return [this.cursor, ...this.#seedCursors()].some(
      (one) => one !== undefined && horizon(one) < this.server.disk.prunedXid,
    );
  }

  #changedKeys(snapshot: Snapshot): Set<RowKey> {
    const keys = new Set<RowKey>();
    const { cursor, courses } = this;
    const isCopying = [...courses.values()].some((state) => state !== 'ready');
    for (const { xid, key, scope } of this.server.disk.log) {
      if (!sees(snapshot, xid)) continue;
      const state = scope === null ? undefined : courses.get(scope);
      // While courses are copied, rows may be in them that came from one which has been lost.
      if (scope !== null && state === undefined && !isCopying) continue;
      const from = [cursor, ...(scope === null ? this.#seedCursors() : [seedCursor(state)])];
      if (from.some((one) => one && !sees(one, xid))) keys.add(key);
    }
    return keys;
  }

  #seedCursors(): (Snapshot | undefined)[] {
    return [...this.courses.values()].map(seedCursor);
  }

  #take(key: RowKey): void {
    const row = this.server.disk.rows.get(key);
    if (row && this.#isMine(key, row)) this.mirror.set(key, row);
    else this.#drop(key);
  }

  /** As a foreign key that cascades does. */
  #drop(key: RowKey): void {
    if (!this.mirror.delete(key)) return;
    for (const child of childrenOf(this.mirror, key)) this.#drop(child);
  }

  #isMine(key: RowKey, row: Fields): boolean {
    const course = this.#courseOnServer(key, row);
    if (course !== null) return this.courses.has(course);
    return tableOf(key).parent === undefined;
  }

  #compare(): void {
    for (const key of [...this.mirror.keys(), ...this.server.disk.rows.keys()]) this.#take(key);
  }

  #reach(snapshot: Snapshot): void {
    this.cursor = snapshot;
    this.identity = this.server.identity;
    this.incarnation = this.server.incarnation;
    for (const operation of this.outbox) operation.settle(snapshot);
    this.#show();
    this.#tell();
  }

  /** Each time is another: a server that knows an earlier one only has been put back. */
  #tell(): void {
    if (!this.cursor) return;
    this.reported = { ...this.cursor };
    this.server.disk.cursors.set(this.name, this.reported);
  }

  #show(): void {
    this.rows = shownRows(this.mirror, this.outbox, this.cursor);
  }

  /** After a decision of the person. */
  decided(): void {
    this.#show();
  }
}

function seedCursor(state: 'ready' | Seeding | undefined): Snapshot | undefined {
  return state === undefined || state === 'ready' ? undefined : state.from;
}
