import { stemExcerpt } from '../../../../shared/domain/questions';
import { IconButton } from '../../../ui/button/icon-button';
import { useTexts } from '../../../ui/i18n/texts';
import { Markdown } from '../../../ui/markdown/markdown';
import { optionsOf } from '../model/choices';
import { moveItem } from '../model/move-item';
import { listOf, objectOf } from '../model/read-json';
import { texts } from '../texts';
import type { LearnerPart } from './learner-part';
import styles from './learner.module.css';

/** Items to be moved up and down; before anything is moved they stand as they are stored. */
export function LearnerOrdering({ content, answer, onAnswer }: LearnerPart) {
  const t = useTexts(texts);
  const items = optionsOf(content);
  const given = listOf(objectOf(answer).order);
  const ordered = given.flatMap((id) => items.find((item) => item.id === id) ?? []);
  const shown = ordered.length === items.length ? ordered : items;
  const move = (from: number, step: 1 | -1) =>
    onAnswer({ order: moveItem(shown, from, step).map(({ id }) => id) });
  return (
    <ol className={styles.steps}>
      {shown.map(({ id, text }, at) => (
        <li key={id} className={styles.step}>
          <Markdown source={text} inline />
          <IconButton
            icon="chevronUp"
            size="small"
            label={t('preview.moveUp', { text: stemExcerpt(text) })}
            disabled={at === 0}
            onClick={() => move(at, -1)}
          />
          <IconButton
            icon="chevronDown"
            size="small"
            label={t('preview.moveDown', { text: stemExcerpt(text) })}
            disabled={at === shown.length - 1}
            onClick={() => move(at, 1)}
          />
        </li>
      ))}
    </ol>
  );
}
