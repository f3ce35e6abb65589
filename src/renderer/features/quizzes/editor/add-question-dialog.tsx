import { questionTypes } from '../../../../shared/domain/questions';
import type { QuestionType } from '../../../../shared/domain/questions';
import { Dialog } from '../../../ui/dialog/dialog';
import { useTexts } from '../../../ui/i18n/texts';
import { Kbd } from '../../../ui/kbd/kbd';
import { texts } from '../texts';
import styles from './editor.module.css';

/** The key that chooses the type: 1 to 9, then 0. */
function keyOf(index: number): string {
  return String((index + 1) % 10);
}

/** The ten kinds of question; a digit chooses one at once. */
export function AddQuestionDialog({
  opened,
  onClose,
  onChoose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onChoose: (type: QuestionType) => void;
}) {
  const t = useTexts(texts);
  return (
    <Dialog opened={opened} onClose={onClose} title={t('add.title')} size="medium">
      <p>{t('add.hint')}</p>
      <div
        className={styles.types}
        onKeyDown={(event) => {
          const index = questionTypes.findIndex((_, at) => keyOf(at) === event.key);
          const type = questionTypes[index];
          if (!type || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          onChoose(type);
        }}
      >
        {questionTypes.map((type, index) => (
          <button
            key={type}
            type="button"
            className={styles.typeButton}
            data-autofocus={index === 0 || undefined}
            onClick={() => onChoose(type)}
          >
            <Kbd keys={keyOf(index)} />
            <span>
              <b>{t(`types.${type}`)}</b>
              <span>{t(`about.${type}`)}</span>
            </span>
          </button>
        ))}
      </div>
    </Dialog>
  );
}
