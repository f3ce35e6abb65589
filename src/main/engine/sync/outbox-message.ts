import type { OutboxRow } from './local/outbox-repository';
import type { ParkReason } from './sqlstate';

const sentences: { readonly [R in ParkReason]: string } = {
  conflict: 'Somebody else has changed the same on the server. Nothing was overwritten: choose.',
  row_deleted: 'It has been removed on the server. Bring it back, or give this change up.',
  duplicate: 'The server has one already. Compare the two and choose.',
  missing_reference: 'What it belongs to is not on the server any more.',
  invalid_value: 'The server does not accept a value of it.',
  not_allowed: 'The login of this workspace may not do this on the server.',
  update_needed: 'The server lacks a table or a column for it. It is sent once that is there.',
  out_of_scope: 'Its course is not one of yours on the server any more.',
  unknown: 'The server refused it.',
};

/** What stands with an operation, in a sentence; the server's own words follow where they help. */
export function messageFor(op: OutboxRow, waits: boolean): string {
  if (op.state === 'acknowledged') return 'The server has it.';
  if (op.state === 'queued') {
    return waits ? 'It waits for an earlier change.' : 'It is sent as soon as the server is there.';
  }
  const sentence =
    op.kind === 'delete' && op.reason === 'conflict'
      ? 'It was removed here and has been changed on the server. Choose whether it stays.'
      : sentences[op.reason ?? 'unknown'];
  const { message, sqlstate } = op.detail;
  const isTheirs = op.reason !== 'conflict' && op.reason !== 'row_deleted' && message !== undefined;
  return isTheirs ? `${sentence} (${message}${sqlstate ? `, ${sqlstate}` : ''})` : sentence;
}
