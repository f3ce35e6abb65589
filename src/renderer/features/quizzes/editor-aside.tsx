import { Button } from '../../ui/button/button';
import { useTexts } from '../../ui/i18n/texts';
import { PreviewToggle } from './preview-toggle';
import styles from './quizzes.module.css';
import { useQuizStore } from './store';
import { texts } from './texts';

/** Beside the tabs: whether everything is stored, and the ways to the learner's view. */
export function EditorAside({
  quizId,
  onPreview,
}: {
  readonly quizId: string;
  readonly onPreview: () => void;
}) {
  const t = useTexts(texts);
  return (
    <>
      <StoredState quizId={quizId} />
      <Button look="quiet" size="small" shortcut="p" onClick={onPreview}>
        {t('preview.button')}
      </Button>
      <PreviewToggle />
    </>
  );
}

/** Whether what was written in this quiz is stored. */
function StoredState({ quizId }: { readonly quizId: string }) {
  const t = useTexts(texts);
  const drafts = useQuizStore((state) => state.drafts);
  const mine = Object.values(drafts).filter((draft) => draft.quizId === quizId);
  const unstored = mine.filter(({ state, attempted }) => state === 'typed' && attempted).length;
  const words = mine.some(({ state }) => state === 'storing')
    ? t('storing')
    : unstored > 0
      ? t('notStored', { count: unstored })
      : mine.some(({ state }) => state === 'typed')
        ? t('keptDraft')
        : t('stored');
  return <span className={unstored > 0 ? styles.unstored : styles.stored}>{words}</span>;
}
