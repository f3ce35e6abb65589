import { isQuestionType, questionTypes } from '../../../../shared/domain/questions';
import type { QuestionType } from '../../../../shared/domain/questions';
import { NumberField } from '../../../ui/field/number-field';
import { Select } from '../../../ui/field/select';
import { useTexts } from '../../../ui/i18n/texts';
import { Menu } from '../../../ui/menu/menu';
import { changeType } from '../model/change-type';
import { newPartId } from '../model/part-id';
import { texts } from '../texts';
import styles from './editor.module.css';
import { useProblemAt } from './use-problem-at';
import type { QuestionEditing } from './use-question-editor';
import type { QuestionItem } from './use-questions';
import type { QuestionDeeds } from './use-question-deeds';

type QuestionBarProps = {
  readonly item: QuestionItem;
  readonly number: number;
  readonly editing: QuestionEditing;
  readonly deeds: QuestionDeeds;
};

/** The line above the stem: type, where the question came from, points, and what is rare. */
export function QuestionBar({ item, number, editing, deeds }: QuestionBarProps) {
  const t = useTexts(texts);
  const { content, type, change } = editing;
  const source = item.row?.source;
  const known = isQuestionType(content.type) ? content.type : null;
  return (
    <div className={styles.bar}>
      <Select<QuestionType>
        label={t('editor.type')}
        hideLabel
        className={styles.type}
        value={known}
        placeholder={content.type}
        options={questionTypes.map((value) => ({ value, label: t(`types.${value}`) }))}
        onChange={(next) => {
          if (next !== content.type) change(changeType(content, next, newPartId));
        }}
      />
      {source && (
        <span className={styles.from} dir="auto">
          {t('source.from', { file: source.file, line: source.line })}
        </span>
      )}
      <span className={styles.barEnd}>
        <NumberField
          label={t('editor.points')}
          inline
          className={styles.points}
          value={content.points}
          min={0}
          error={useProblemAt(editing, 'points')}
          onChange={(points) => type({ ...content, points })}
        />
        <Menu
          compact
          label={t('editor.more', { number })}
          items={[
            {
              id: 'duplicate',
              label: t('editor.duplicate'),
              icon: 'copy',
              shortcut: 'mod+d',
              disabled: !item.row,
              onSelect: deeds.duplicate,
            },
            {
              id: 'up',
              label: t('editor.moveUp'),
              icon: 'arrowUp',
              shortcut: 'Alt+ArrowUp',
              disabled: !deeds.canMove(-1),
              onSelect: () => deeds.move(-1),
            },
            {
              id: 'down',
              label: t('editor.moveDown'),
              icon: 'arrowDown',
              shortcut: 'Alt+ArrowDown',
              disabled: !deeds.canMove(1),
              onSelect: () => deeds.move(1),
            },
            {
              id: 'remove',
              label: t('editor.remove'),
              icon: 'trash',
              shortcut: 'Delete',
              danger: true,
              onSelect: deeds.remove,
            },
          ]}
        />
      </span>
    </div>
  );
}
