import type { Choice } from '../../../shared/domain/sync/choose';
import type { Fields } from '../../../shared/domain/sync/values';
import type { EngineContext } from '../context';
import type { RowStore } from '../journal/row-store';
import type { OutboxRow, OutboxState } from './local/outbox-repository';

/** What deciding about an operation came to. */
export type Acted = { readonly op: string; readonly state: OutboxState };

/** A conflict on its way to being decided. */
export type Resolving = {
  readonly context: EngineContext;
  readonly rows: RowStore;
  readonly op: OutboxRow;
  readonly choice: Choice;
  /** Whole, or by values, as the server is told. */
  readonly word: 'mine' | 'theirs' | 'other';
  readonly at: string;
};

/** The values that the server has, of some fields in conflict. */
export function theirsOf(op: OutboxRow, names: readonly string[]): Fields {
  const conflicts = (op.detail.fields ?? []).filter(({ field }) => names.includes(field));
  return Object.fromEntries(conflicts.map(({ field, theirs }) => [field, theirs]));
}
