import { mergeFields, type FieldConflict } from '../../../src/shared/domain/sync/merge';
import { sameValue, type Fields } from '../../../src/shared/domain/sync/values';
import { Refused, type ModelTransaction } from './model-transaction';
import { tableOf, type RowKey } from './model-table';

/** An operation as it is sent. */
export type Delivery = {
  readonly opId: string;
  readonly pushId: string;
  readonly key: RowKey;
  readonly kind: 'insert' | 'update' | 'delete';
  readonly fields: Fields;
  readonly base: Fields;
  /** Rows below a removed one that a person has agreed to lose with it. */
  readonly agreed: readonly RowKey[];
};

/** What the server keeps about a delivery, so that it answers a second one alike. */
export type StoredResult = {
  /** The fields that are as the operation wants them; `*` for a whole row. */
  readonly done: readonly string[];
  readonly conflicts: readonly FieldConflict[];
  /** Rows that hang on the one to be removed and that nobody has spoken of. */
  readonly below: readonly RowKey[];
  readonly theirs: Fields | null;
  readonly refused?: 'duplicate' | 'missing_reference' | 'row_deleted';
};

const done: StoredResult = { done: ['*'], conflicts: [], below: [], theirs: null };

/** Whether all of an operation has arrived. */
export function isWhole({ refused, conflicts, below }: StoredResult): boolean {
  return refused === undefined && conflicts.length === 0 && below.length === 0;
}

/** Applies one delivery whose row is held; throws `Busy` when it has to wait for another one. */
export function applyDelivery(transaction: ModelTransaction, delivery: Delivery): StoredResult {
  const takeBack = transaction.mark();
  try {
    return apply(transaction, delivery);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    takeBack();
    return { ...done, done: [], refused: error.reason };
  }
}

/** What a delivery holds before it is decided; throws `Busy`. */
export function lockRow(transaction: ModelTransaction, delivery: Delivery): void {
  const { key, kind, fields, base } = delivery;
  const isAward = tableOf(key).mode === 'award';
  // Whoever awards a learner holds the row with the sum.
  const standing = `standing ${String((kind === 'insert' ? fields : base).userId)}` as const;
  transaction.lock(isAward ? standing : key, 'whole');
}

function apply(transaction: ModelTransaction, delivery: Delivery): StoredResult {
  if (tableOf(delivery.key).mode === 'award') return applyAward(transaction, delivery);
  const theirs = transaction.get(delivery.key) ?? null;
  if (delivery.kind === 'insert') return insert(transaction, delivery, theirs);
  if (delivery.kind === 'delete') return remove(transaction, delivery, theirs);
  if (theirs === null) throw new Refused('row_deleted');
  return update(transaction, delivery, theirs);
}

/** Made sure of, or removed; known by learner and source, whatever its id. */
function applyAward(transaction: ModelTransaction, delivery: Delivery): StoredResult {
  const { key, kind, fields, base } = delivery;
  const present = transaction.get(key)
    ? key
    : transaction.rivalOf(key, kind === 'insert' ? fields : base);
  if (kind === 'insert' && present === undefined) {
    transaction.insert(key, fields);
    audit(transaction, delivery, ['*']);
  }
  if (kind === 'delete' && present !== undefined) {
    transaction.remove(present);
    audit(transaction, delivery, ['*']);
  }
  return done;
}

function insert(
  transaction: ModelTransaction,
  delivery: Delivery,
  theirs: Fields | null,
): StoredResult {
  if (theirs !== null) {
    const isSame = Object.entries(delivery.fields).every(([name, value]) =>
      sameValue(value, theirs[name] ?? null),
    );
    if (isSame) return done;
    throw new Refused('duplicate');
  }
  transaction.insert(delivery.key, delivery.fields);
  audit(transaction, delivery, ['*']);
  return done;
}

function update(transaction: ModelTransaction, delivery: Delivery, theirs: Fields): StoredResult {
  const { base, fields: mine, key } = delivery;
  const { together } = tableOf(key);
  const { write, conflicts } = mergeFields({ base, mine, theirs, together, structured: [] });
  for (const field of Object.keys(write)) {
    // I5, looked at here and not in the merge itself.
    const untouched = sameValue(theirs[field] ?? null, base[field] ?? null);
    if (!untouched) throw new Error(`I5: ${key}.${field} was changed and is overwritten`);
  }
  if (Object.keys(write).length > 0) {
    transaction.update(key, write, 'whole');
    audit(transaction, delivery, Object.keys(write));
  }
  // While something of it waits, only what was written counts as done: the rest is still the person's.
  const settled = Object.keys(conflicts.length > 0 ? write : mine);
  return { done: settled, conflicts, below: [], theirs };
}

function remove(
  transaction: ModelTransaction,
  delivery: Delivery,
  theirs: Fields | null,
): StoredResult {
  if (theirs === null) return done;
  const { key, base, agreed } = delivery;
  const conflicts = Object.entries(theirs).flatMap(([field, value]) =>
    sameValue(value, base[field] ?? null)
      ? []
      : [{ field, base: base[field] ?? null, mine: null, theirs: value }],
  );
  const below = transaction.below(key).filter((child) => !agreed.includes(child));
  if (conflicts.length > 0 || below.length > 0) return { done: [], conflicts, below, theirs };
  const taken = transaction.remove(key).filter((child) => !agreed.includes(child));
  if (taken.length > 0) throw new Error(`I5: ${taken.join(', ')} went with ${key}, unseen`);
  audit(transaction, delivery, ['*']);
  return done;
}

/** I2: everything that an operation does is counted, together with what it does. */
function audit(transaction: ModelTransaction, delivery: Delivery, fields: readonly string[]): void {
  for (const field of fields) transaction.effects.push(`${delivery.opId} ${field}`);
}
