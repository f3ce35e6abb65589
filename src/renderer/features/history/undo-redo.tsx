import { client, useCommand } from '../../client';
import type { AnswerOf, Client } from '../../client';
import { Button } from '../../ui/button/button';
import { useTexts } from '../../ui/i18n/texts';
import { texts } from './texts';

/** What Undo and Redo would act on now, as the buttons of the page. */
export function UndoRedo({
  next,
}: {
  readonly next: AnswerOf<Client['history']['next']> | undefined;
}) {
  const t = useTexts(texts);
  const undo = useCommand(client.history.undo, {
    success: ({ undone }) => t('undoDone', { label: undone.label }),
    failureTitle: t('undoFailed'),
  });
  const redo = useCommand(client.history.redo, {
    success: ({ redone }) => t('redoDone', { label: redone.label }),
    failureTitle: t('redoFailed'),
  });
  const redoLabel = next?.redo?.label;
  const undoLabel = next?.undo?.label;
  return (
    <>
      <Button
        icon="redo"
        shortcut="mod+Shift+z"
        disabled={redoLabel === undefined}
        title={redoLabel && t('redoHint', { label: redoLabel })}
        pending={redo.isPending}
        onClick={() => void redo.run({})}
      >
        {t('redo')}
      </Button>
      <Button
        icon="undo"
        shortcut="mod+z"
        disabled={undoLabel === undefined}
        title={undoLabel && t('undoThis', { label: undoLabel })}
        pending={undo.isPending}
        onClick={() => void undo.run({})}
      >
        {t('undoLast')}
      </Button>
    </>
  );
}
