import { connectionLost } from '../../connections/postgres-errors';
import type { OutboxRow } from '../local/outbox-repository';
import { complaintOf, judge, type ServerComplaint } from '../sqlstate';

/** The server refused a statement; `ops` are the operations that it was for. */
export class StatementError extends Error {
  override readonly name = 'StatementError';

  constructor(
    readonly ops: readonly OutboxRow[],
    readonly complaint: ServerComplaint,
    cause: unknown,
  ) {
    super(complaint.message, { cause });
  }
}

/**
 * Runs a statement for these operations. Its refusal names them; what passes by itself (a lost
 * connection, a lock) is nobody's fault and goes on as it is.
 */
export async function onBehalfOf<T>(
  ops: readonly OutboxRow[],
  statement: () => Promise<T>,
): Promise<T> {
  try {
    return await statement();
  } catch (error) {
    const complaint = complaintOf(error);
    const isSqlState = /^[0-9A-Z]{5}$/.test(complaint.code);
    if (!isSqlState || connectionLost(error) || judge(complaint.code).kind === 'later') throw error;
    throw new StatementError(ops, complaint, error);
  }
}
