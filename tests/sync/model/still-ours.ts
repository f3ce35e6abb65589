import type { FieldValue } from '../../../src/shared/domain/sync/values';
import type { ModelOperation } from './model-operation';
import type { RowKey, Rows } from './model-table';

/**
 * Which parts of settled operations are worth being sent again to a server that has lost them: not
 * those whose row somebody else has removed or made again since, or whose value somebody else has
 * changed.
 */
export function stillOurs(
  outbox: readonly ModelOperation[],
  mirror: Rows,
): (operation: ModelOperation, field: string) => boolean {
  const last = new Map<RowKey, Map<string, FieldValue>>();
  for (const { key, kind, state, parts } of outbox) {
    if (kind !== 'update' || state !== 'settled') continue;
    const ofRow = last.get(key) ?? new Map<string, FieldValue>();
    last.set(key, ofRow);
    for (const [field, { mine, delivered }] of parts) if (delivered) ofRow.set(field, mine);
  }
  return ({ key, kind }, field) => {
    const row = mirror.get(key);
    if (kind !== 'update') return (kind === 'delete') === (row === undefined);
    return row !== undefined && (row[field] ?? null) === (last.get(key)?.get(field) ?? null);
  };
}
