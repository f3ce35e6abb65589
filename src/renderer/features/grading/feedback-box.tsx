import type { RefObject } from 'react';
import { Textarea } from '../../ui/field/text-field';
import { useTexts } from '../../ui/i18n/texts';
import styles from './grading-room.module.css';
import { texts } from './texts';

type FeedbackBoxProps = {
  readonly inputRef: RefObject<HTMLTextAreaElement | null>;
  readonly value: string;
  readonly isDraft: boolean;
  readonly onChange: (text: string) => void;
  readonly onLeave: () => void;
  /** Ctrl or Cmd with Enter: store and go on. */
  readonly onDone: () => void;
  readonly onEscape: () => void;
};

/** Feedback to the learner; kept as a draft every second, stored with the score or on leaving. */
export function FeedbackBox(props: FeedbackBoxProps) {
  const t = useTexts(texts);
  return (
    <div className={styles.feedback}>
      <Textarea
        label={t('feedback.label')}
        ref={props.inputRef}
        value={props.value}
        placeholder={t('feedback.placeholder')}
        maxLength={100_000}
        onChange={props.onChange}
        onBlur={props.onLeave}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            props.onDone();
          } else if (event.key === 'Escape') {
            event.stopPropagation();
            props.onEscape();
          }
        }}
      />
      <span className={styles.kept} role="status">
        {props.isDraft ? t('feedback.draft') : t('feedback.stored')}
      </span>
    </div>
  );
}
