import type { history } from '../../../shared/contract/history';
import { ok } from '../../../shared/kernel/result';
import { listActions, nextRedo, nextUndo, type StoredAction } from '../journal/repository';
import type { Handlers } from '../rpc/handlers';
import { editRow } from './edit-row';

/** The journal as a person sees it. */
export const historyHandlers: Handlers<typeof history> = {
  list: (filter, { workspace }) => ok({ actions: listActions(workspace.read, filter) }),

  next: (_input, { workspace: { read } }) => {
    const undo = nextUndo(read);
    const redo = nextRedo(read)?.target;
    return ok({ undo: undo ? shown(undo) : null, redo: redo ? shown(redo) : null });
  },

  undo: ({ action }, { journal }) => ok({ undone: shown(journal.undo(action)) }),

  redo: (_input, { journal }) => ok({ redone: shown(journal.redo()) }),

  edit: (wish, context) => ok(editRow(context, wish)),
};

function shown({ id, name, label, at }: StoredAction) {
  return { action: id, name, label, at };
}
