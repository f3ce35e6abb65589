import { TextField, Textarea } from '../../../ui/field/text-field';
import { useTexts } from '../../../ui/i18n/texts';
import { objectOf, textOf } from '../model/read-json';
import { texts } from '../texts';
import type { LearnerPart } from './learner-part';
import styles from './learner.module.css';

/** One line to type: a short answer or a number. */
export function LearnerLine({
  answer,
  onAnswer,
  note,
}: LearnerPart & {
  /** The unit a number is asked in. */
  readonly note?: string;
}) {
  const t = useTexts(texts);
  return (
    <div className={styles.line}>
      <TextField
        label={t('preview.answer')}
        hint={note}
        value={textOf(objectOf(answer).text)}
        onChange={(text) => onAnswer({ text })}
      />
    </div>
  );
}

/** A longer text. */
export function LearnerText({ answer, onAnswer }: LearnerPart) {
  const t = useTexts(texts);
  return (
    <Textarea
      label={t('preview.essay')}
      rows={5}
      value={textOf(objectOf(answer).text)}
      onChange={(text) => onAnswer({ text })}
    />
  );
}
