import type { OutboxItem, SyncConflict } from '../../../../shared/contract/sync';

/** What is needed of an operation to decide what becomes of it. */
export type Operation = Pick<OutboxItem, 'op' | 'title' | 'table' | 'fields'> & {
  readonly actions: SyncConflict['actions'];
  readonly kind?: OutboxItem['kind'];
};
