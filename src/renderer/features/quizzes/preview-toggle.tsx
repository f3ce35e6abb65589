import { useActions } from '../../ui/actions/registry';
import { IconButton } from '../../ui/button/icon-button';
import { useTexts } from '../../ui/i18n/texts';
import { useQuizStore } from './store';
import { texts } from './texts';

/** From this width on the learner's view has room beside the editor (the same as in the style sheet). */
const roomy = 1200;

/** Shows or hides the column with the learner's view. */
export function PreviewToggle() {
  const t = useTexts(texts);
  const { preview, setPreview } = useQuizStore();
  // Only what differs from what the width suggests is remembered, so that it fits other widths too.
  const toggle = () => {
    const other = window.innerWidth >= roomy ? 'hidden' : 'shown';
    setPreview(useQuizStore.getState().preview === other ? 'auto' : other);
  };
  const name = t('actions.togglePreview');
  useActions([
    { id: 'quizzes.togglePreview', name, group: t('group'), shortcut: 'v', run: toggle },
  ]);
  return (
    <IconButton
      icon="panel"
      size="small"
      label={t('preview.toggle')}
      shortcut="v"
      aria-pressed={preview === 'shown'}
      onClick={toggle}
    />
  );
}
