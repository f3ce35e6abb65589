import type { PendingChange } from '../../../src/shared/domain/sync/overlay';
import type { FieldValue, Fields } from '../../../src/shared/domain/sync/values';
import { isWhole, type Delivery, type StoredResult } from './apply-operation';
import { sees, type Snapshot } from './model-server';
import type { RowKey } from './model-table';

/** One field of an operation on its way; inserts and deletes have a single one, called `*`. */
type Part = {
  readonly mine: FieldValue;
  readonly firstBase: FieldValue;
  base: FieldValue;
  /** The delivery that brought it to the server. */
  delivered?: { readonly pushId: string; readonly xid: number };
  /** A person chose something else: this one, or another whose choice was seen to follow it. */
  givenUp?: true;
};

/** What a client knows when a server has forgotten deliveries. */
type Reopening = {
  readonly isKnown: (pushId: string) => boolean;
  readonly isWanted: (field: string) => boolean;
  /** The server's row as it was seen last. */
  readonly row: Fields | undefined;
};

export type OperationState =
  'queued' | 'parked' | 'conflicted' | 'acknowledged' | 'settled' | 'discarded';

/** An operation of a client's queue. */
export class ModelOperation {
  state: OperationState = 'queued';
  pushId: string;
  result: StoredResult | undefined;
  reason: StoredResult['refused'] | 'out_of_scope';
  agreed: readonly RowKey[] = [];
  readonly parts = new Map<string, Part>();

  constructor(
    readonly id: string,
    readonly group: string,
    public key: RowKey,
    public kind: 'insert' | 'update' | 'delete',
    /** The whole row: after an insert or update, before a delete. */
    public row: Fields,
    fields: Fields,
    base: Fields,
  ) {
    this.pushId = id;
    if (kind !== 'update') this.parts.set('*', { mine: null, firstBase: null, base: null });
    else {
      for (const [name, mine] of Object.entries(fields)) {
        const before = base[name] ?? null;
        this.parts.set(name, { mine, firstBase: before, base: before });
      }
    }
    this.#deleteBase = kind === 'delete' ? row : {};
  }

  /** What a removed row is expected to be on the server. */
  #deleteBase: Fields;

  get isPending(): boolean {
    return this.state !== 'settled' && this.state !== 'discarded';
  }

  /** Waits for a person, and what builds on it waits too. */
  get isStopped(): boolean {
    return this.state === 'parked' || this.state === 'conflicted';
  }

  get delivery(): Delivery {
    const { id: opId, pushId, key, kind, agreed } = this;
    const open = [...this.parts].filter(([, part]) => !part.delivered && !part.givenUp);
    const fields = Object.fromEntries(open.map(([name, part]) => [name, part.mine]));
    const base = Object.fromEntries(open.map(([name, part]) => [name, part.base]));
    if (kind === 'insert') return { opId, pushId, key, kind, agreed, fields: this.row, base: {} };
    if (kind === 'delete')
      return { opId, pushId, key, kind, agreed, fields: {}, base: this.#deleteBase };
    return { opId, pushId, key, kind, agreed, fields, base };
  }

  /** What it adds to the server's row; undefined when nothing is open. `seen`: what the base holds. */
  change(seen: Snapshot | undefined): PendingChange | undefined {
    if (!this.isPending) return undefined;
    const shown = [...this.parts].filter(
      ([, { delivered, givenUp }]) => !givenUp && !(delivered && seen && sees(seen, delivered.xid)),
    );
    if (shown.length === 0) return undefined;
    if (this.kind === 'delete') return { kind: 'delete' };
    if (this.kind === 'insert') return { kind: 'insert', fields: this.row };
    return {
      kind: 'update',
      fields: Object.fromEntries(shown.map(([name, part]) => [name, part.mine])),
    };
  }

  /** The server's answer to a delivery. */
  answered(result: StoredResult, pushId: string, xid: number): void {
    this.result = result;
    // Made again under the push id of a change that had arrived: that change is the answer.
    for (const name of isWhole(result) ? this.parts.keys() : result.done) {
      const part = this.parts.get(name);
      if (part && !part.givenUp) part.delivered ??= { pushId, xid };
    }
    this.reason = result.refused;
    if (result.refused) this.state = 'parked';
    else this.state = isWhole(result) ? 'acknowledged' : 'conflicted';
  }

  /** Settled once the base holds all of it. */
  settle(seen: Snapshot): void {
    if (this.state !== 'acknowledged') return;
    const parts = [...this.parts.values()];
    if (parts.every(({ delivered }) => !delivered || sees(seen, delivered.xid))) {
      this.state = 'settled';
    }
  }

  /** A person keeps their own, knowing what is there now. */
  takeMine(pushId: string): void {
    this.agreed = [...this.agreed, ...(this.result?.below ?? [])];
    for (const { field, theirs } of this.result?.conflicts ?? []) {
      const part = this.parts.get(field);
      if (part) part.base = theirs;
    }
    if (this.kind === 'delete' && this.result?.theirs) this.#deleteBase = this.result.theirs;
    this.retry(pushId);
  }

  takeTheirs(): void {
    for (const part of this.parts.values()) if (!part.delivered) part.givenUp = true;
    const some = [...this.parts.values()].some(({ delivered }) => delivered);
    // What was written of it stays in sight until the base has it.
    this.state = some ? 'acknowledged' : 'discarded';
  }

  retry(pushId: string): void {
    // Only a conflict is kept by the server. What is parked may have been done without an answer.
    if (this.reason === undefined) this.pushId = pushId;
    this.#again();
  }

  #again(): void {
    this.state = 'queued';
    this.result = undefined;
    this.reason = undefined;
  }

  /** The row is gone on the server: it is made again, whole. */
  recreate(pushId: string): void {
    this.kind = 'insert';
    this.parts.clear();
    this.parts.set('*', { mine: null, firstBase: null, base: null });
    this.retry(pushId);
  }

  /** The server has forgotten deliveries: what they brought is open again, as far as wanted. */
  reopen({ isKnown, isWanted, row }: Reopening, pushId: string): void {
    if (this.state === 'discarded') return;
    let lost = false;
    for (const [field, part] of this.parts) {
      if (!part.delivered || isKnown(part.delivered.pushId)) continue;
      part.delivered = undefined;
      if (this.state === 'settled' && !isWanted(field)) part.givenUp = true;
      else lost = true;
    }
    // Another server may have another answer; a course that is not ours is none.
    if (this.reason === 'out_of_scope') return;
    const isAsked = this.result !== undefined && this.isStopped;
    // What others have changed since is not looked for again.
    if (!lost && this.state === 'settled' && !isKnown(this.pushId)) this.state = 'discarded';
    if (!lost && !isAsked) return;
    // It is made as it was last, with what others have changed of it.
    if (this.state === 'settled' && this.kind === 'insert' && row) this.row = row;
    // Under its old push id: a server that is put forward again may know it after all.
    if (lost && isKnown(this.pushId)) this.retry(pushId);
    else this.#again();
  }

  /** Is what the program has made of it when a person decided. */
  become(now: {
    readonly key: RowKey;
    readonly state: OperationState;
    readonly kind: ModelOperation['kind'];
    readonly pushId: string;
    readonly fields: Fields;
    readonly base: Fields;
  }): void {
    const { state, kind, pushId, fields, base } = now;
    this.state = state;
    this.pushId = pushId;
    // A duplicate that is decided becomes a change of the row that was there.
    this.key = now.key;
    // "Mine" means also what others had put below.
    if (state === 'queued') this.agreed = [...this.agreed, ...(this.result?.below ?? [])];
    this.result = undefined;
    if (state === 'queued') this.reason = undefined;
    if (kind !== this.kind) {
      this.parts.clear();
      if (kind !== 'update') this.parts.set('*', { mine: null, firstBase: null, base: null });
    }
    this.kind = kind;
    if (kind === 'insert') this.row = fields;
    if (kind === 'delete') this.#deleteBase = base;
    if (kind !== 'update') return;
    for (const [name, part] of this.parts) {
      if (name in fields) continue;
      if (!part.delivered) part.givenUp = true;
    }
    for (const [name, mine] of Object.entries(fields)) {
      const { firstBase = null, delivered } = this.parts.get(name) ?? {};
      if (!delivered) this.parts.set(name, { mine, firstBase, base: base[name] ?? null });
    }
  }

  park(reason: 'out_of_scope'): void {
    this.state = 'parked';
    this.reason = reason;
  }
}
