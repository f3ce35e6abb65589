import { client, reportDone, useCommand } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { Button } from '../../ui/button/button';
import { useTexts } from '../../ui/i18n/texts';
import { navigate } from '../../ui/navigation/location';
import { countStates } from './count-import';
import styles from './imports.module.css';
import { useImportStore } from './store';
import { texts } from './texts';
import type { Bringing } from './use-import';

/** What can be done with the preview as a whole: start over, or import it. */
export function ImportActions({ bringing }: { readonly bringing: Bringing }) {
  const t = useTexts(texts);
  const { preview, taken, target, newTitle } = bringing;
  const { skipped, duplicates, reset } = useImportStore();
  const accept = useCommand(client.imports.accept, {
    undoable: true,
    failureTitle: t('accept.failed'),
    success: ({ importId, files }) => {
      if (importId === '') return undefined;
      const { imported, needs_attention, duplicate, rejected } = countStates(files);
      const updated = duplicates === 'update' ? duplicate : 0;
      const done = t('accept.done', { count: imported + needs_attention + updated });
      return rejected > 0 ? t('accept.doneAside', { done, rejected }) : done;
    },
    onDone: ({ importId, quizId }) => {
      if (importId === '') reportDone(t('accept.nothing'));
      reset();
      navigate(`/quizzes/${encodeURIComponent(quizId)}`);
    },
  });
  const missing =
    target.kind === 'quiz'
      ? target.quizId === null && t('accept.needTarget')
      : newTitle.trim() === '' && t('accept.needTitle');
  const isReady = preview?.state === 'read' && taken > 0 && !missing;
  const run = () => {
    if (!isReady) return;
    const place =
      target.kind === 'quiz'
        ? { quizId: target.quizId ?? '' }
        : { newQuiz: newTitle, courseId: target.courseId };
    void accept.run({
      previewId: preview.id,
      target: place,
      duplicates,
      skip: [...skipped.keys()],
    });
  };
  const group = t('group');
  useActions([
    {
      id: 'imports.accept',
      name: t('actions.accept'),
      group,
      shortcut: 'mod+Enter',
      disabled: !isReady,
      run,
    },
    { id: 'imports.startOver', name: t('actions.startOver'), group, run: reset },
  ]);
  return (
    <>
      {missing && <span className={styles.muted}>{missing}</span>}
      <Button look="quiet" onClick={reset}>
        {t('accept.startOver')}
      </Button>
      <Button
        look="primary"
        shortcut="mod+Enter"
        disabled={!isReady}
        pending={accept.isPending}
        onClick={run}
      >
        {t('accept.button', { count: taken })}
      </Button>
    </>
  );
}
