import { useActions } from '../../../ui/actions/registry';
import { useTexts } from '../../../ui/i18n/texts';
import { texts } from '../texts';
import type { QuestionDeeds } from './use-question-deeds';
import type { QuestionPlace } from './use-question-place';

/** The keys of the questions tab: moving, writing, adding, copying, deleting, previewing. */
export function useTabActions(
  place: QuestionPlace,
  deeds: QuestionDeeds,
  run: {
    readonly add: () => void;
    readonly preview: () => void;
    readonly focusStem: () => void;
  },
): void {
  const t = useTexts(texts);
  const group = t('group');
  const none = place.current === undefined;
  const action = (
    id: Parameters<typeof t>[0] extends infer K
      ? K extends `questionActions.${infer Name}`
        ? Name
        : never
      : never,
    shortcut: string,
    deed: () => void,
    disabled = none,
  ) => ({
    id: `quizzes.${id}`,
    name: t(`questionActions.${id}`),
    group,
    shortcut,
    disabled,
    run: deed,
  });
  useActions([
    action('next', 'j', () => place.move(1)),
    action('previous', 'k', () => place.move(-1)),
    action('stem', 'Enter', run.focusStem),
    action('add', 'n', run.add, false),
    action('preview', 'p', run.preview),
    action('duplicate', 'mod+d', deeds.duplicate, !place.current?.row),
    action('remove', 'Delete', deeds.remove),
    action('moveUp', 'Alt+ArrowUp', () => deeds.move(-1), !deeds.canMove(-1)),
    action('moveDown', 'Alt+ArrowDown', () => deeds.move(1), !deeds.canMove(1)),
  ]);
}
