import type { ActionSummary } from '../../../shared/contract/history';

/** Whether an action still stands, so that it can be taken back; undoing an undo is a redo. */
export function isStanding({ kind, undone, undoable }: ActionSummary): boolean {
  return kind === 'do' && !undone && undoable;
}

/** How many actions of the page were done after this one and still stand. */
export function countNewer(actions: readonly ActionSummary[], action: ActionSummary): number {
  return actions.filter((other) => isStanding(other) && other.seq > action.seq).length;
}

/**
 * Whether an action is the one that Undo would take back anyway, so that nothing has to be asked.
 * `next` is what `history.next` names; null while nothing can be undone.
 */
export function isNextUndo(
  action: ActionSummary,
  next: { readonly action: string } | null | undefined,
): boolean {
  return next?.action === action.action;
}
