import { choose, type Choice, type Take } from '../../../shared/domain/sync/choose';
import { toInstant } from '../../../shared/kernel/clock';
import { fail } from '../../../shared/kernel/errors';
import type { EngineContext } from '../context';
import { RowStore } from '../journal/row-store';
import { checkTake, refusingValues } from './check-take';
import type { Given } from './chosen-values';
import { findOutbox, type OutboxRow } from './local/outbox-repository';
import { actionsFor } from './possible-actions';
import { resolveDelete } from './resolve-delete';
import { resolveDuplicate } from './resolve-duplicate';
import { resolveUpdate } from './resolve-update';
import type { Acted, Resolving } from './resolving';
import { findSyncTable } from './tables';

/**
 * Decides a conflict, or a duplicate, as the person says: `mine` is sent again over theirs, `theirs`
 * or other values become an action of their own that can be undone. What is given up is kept whole
 * in the events. Fails with `not_found`, `refused` (nothing to decide) or `bad_input` (a field that
 * does not conflict, a value that it cannot hold).
 */
export function resolveConflict(
  context: EngineContext,
  { op: opId, take: given }: { readonly op: string; readonly take: Given },
): Acted {
  const op = findOutbox(context.workspace.read, opId);
  if (!op) return fail('not_found', `There is no operation ${opId} in the queue.`, { op: opId });
  const { fields: conflicts = [] } = op.detail;
  const isDuplicate = op.state === 'parked' && op.reason === 'duplicate' && op.kind === 'insert';
  if (op.state !== 'conflicted' && !(isDuplicate && op.detail.theirs)) {
    return nothingToDecide(op);
  }
  const take = checkTake(context, op, given);
  const table = findSyncTable(op.table);
  const at = toInstant(context.clock.now());
  const times = (table?.columns ?? []).filter(({ kind }) => kind === 'time');
  const choice = choose(take, {
    conflicts,
    together: table?.together ?? [],
    times: times.map(({ name }) => name),
    at,
  });
  const rows = new RowStore(context.workspace.connection);
  const word = wordFor(take, choice);
  const resolving = { context, rows, op, choice, word, at };
  refusingValues(op, () => {
    if (isDuplicate) resolveDuplicate(resolving);
    else if (op.kind === 'delete') resolveDelete(resolving);
    else resolveUpdate(resolving);
  });
  const state = findOutbox(context.workspace.read, opId)?.state ?? 'discarded';
  return { op: opId, state };
}

function nothingToDecide(op: OutboxRow): never {
  const possible = actionsFor(op).join(', ');
  const next = possible === '' ? 'It is on its way.' : `What can be done with it: ${possible}.`;
  return fail('refused', `There is nothing to decide about this operation. ${next}`, {
    op: op.opId,
  });
}

function wordFor(take: Take, { mine, other }: Choice): Resolving['word'] {
  if (typeof take === 'string') return take;
  if (Object.keys(other).length === 0) return 'mine';
  return mine.length === 0 && Object.keys(take).length === 0 ? 'theirs' : 'other';
}
