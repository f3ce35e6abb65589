import { useEffect, type ReactNode, type RefObject } from 'react';
import { Field } from '../../ui/field/field';
import { useTexts } from '../../ui/i18n/texts';
import styles from './grading-room.module.css';
import { scoreKey } from './score-key';
import { texts } from './texts';

type ScoreBoxProps = {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly maxPoints: number;
  readonly problem: string | undefined;
  readonly onChange: (text: string) => void;
  readonly onEnter: () => void;
  readonly onLeave: () => void;
  readonly onReset: () => void;
  /** What letters do here; a score has none. */
  readonly keys: { readonly [key: string]: () => void };
  readonly aside: ReactNode;
};

/**
 * The score box. It has the focus whenever a submission comes up, so that digits and Enter are
 * all it takes. A text input: a number input changes under the scroll wheel.
 */
export function ScoreBox(props: ScoreBoxProps) {
  const t = useTexts(texts);
  const { inputRef } = props;
  useEffect(() => {
    inputRef.current?.focus();
    inputRef.current?.select();
  }, [inputRef]);
  return (
    <Field label={t('score.label')} error={props.problem}>
      {(ids) => (
        <div className={styles.score}>
          <input
            {...ids}
            ref={inputRef}
            className={styles.scoreInput}
            inputMode="decimal"
            autoComplete="off"
            maxLength={12}
            value={props.value}
            onChange={(event) => props.onChange(event.target.value)}
            onBlur={props.onLeave}
            onKeyDown={(event) => {
              if (event.key === 'Enter') {
                event.preventDefault();
                props.onEnter();
              } else if (event.key === 'Escape') props.onReset();
              else scoreKey(event, props.keys);
            }}
          />
          <span className={styles.of}>{t('score.of', { max: props.maxPoints })}</span>
          <span className={styles.scoreAside}>{props.aside}</span>
        </div>
      )}
    </Field>
  );
}
