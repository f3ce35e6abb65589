import type { syncActions } from '../../../shared/contract/sync';
import type { OutboxRow } from './local/outbox-repository';

export type OutboxAction = (typeof syncActions)[number];

/** What a person can do about an operation; nothing while it is on its way. */
export function actionsFor(op: OutboxRow): readonly (OutboxAction | 'resolve')[] {
  if (op.state === 'conflicted') return ['resolve'];
  if (op.state !== 'parked') return [];
  const { theirs, lastRow, missing } = op.detail;
  if (op.reason === 'duplicate' && op.kind === 'insert' && theirs)
    return ['resolve', 'retry', 'discard'];
  const isKnown =
    op.reason === 'row_deleted'
      ? lastRow !== undefined
      : op.reason === 'missing_reference' && (missing ?? []).some(({ row }) => row !== null);
  return isKnown ? ['recreate', 'retry', 'discard'] : ['retry', 'discard'];
}
