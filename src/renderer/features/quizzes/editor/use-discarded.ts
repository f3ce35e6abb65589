import { reportDone, useEngineEvent } from '../../../client';
import { useActions } from '../../../ui/actions/registry';
import { useTexts } from '../../../ui/i18n/texts';
import { useQuizStore } from '../store';
import { texts } from '../texts';

/** Throws a draft away and says so, with the way back. */
export function discardDraft(id: string, message: string): void {
  const { drafts, discard, put, forgetDiscarded } = useQuizStore.getState();
  const draft = drafts[id];
  if (!draft) return;
  discard(id);
  reportDone(message, () => {
    forgetDiscarded();
    put(id, draft);
  });
}

/**
 * Ctrl+Z after a draft was thrown away puts it back. A draft is no action of the journal, so until
 * the next one the key means the draft.
 */
export function useDiscarded(): void {
  const t = useTexts(texts);
  const { discarded, putBack, forgetDiscarded } = useQuizStore();
  useEngineEvent('history', forgetDiscarded);
  useActions(
    discarded
      ? [
          {
            id: 'app.undo',
            name: t('notice.keep'),
            group: t('group'),
            shortcut: 'mod+z',
            run: putBack,
          },
        ]
      : [],
  );
}
