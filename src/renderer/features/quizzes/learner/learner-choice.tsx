import { useId } from 'react';
import { useTexts } from '../../../ui/i18n/texts';
import { Markdown } from '../../../ui/markdown/markdown';
import { optionsOf } from '../model/choices';
import { listOf, objectOf } from '../model/read-json';
import { texts } from '../texts';
import type { LearnerPart } from './learner-part';
import styles from './learner.module.css';

/** Options to pick one of, or several. */
export function LearnerChoice({ content, answer, onAnswer }: LearnerPart) {
  const t = useTexts(texts);
  const name = useId();
  const isMultiple = content.type === 'multiple_choice';
  const { optionId, optionIds } = objectOf(answer);
  const picked = isMultiple ? listOf(optionIds) : listOf(optionId === undefined ? [] : [optionId]);
  const pick = (id: string, on: boolean) => {
    if (!isMultiple) return onAnswer({ optionId: id });
    const others = picked.filter((one) => one !== id);
    onAnswer({ optionIds: on ? [...others, id] : others });
  };
  return (
    <div className={styles.options} role="group" aria-label={t('preview.answer')}>
      {optionsOf(content).map(({ id, text }, at) => (
        <label key={id} className={styles.option}>
          <input
            type={isMultiple ? 'checkbox' : 'radio'}
            name={name}
            className={isMultiple ? styles.check : styles.radio}
            checked={picked.includes(id)}
            onChange={(event) => pick(id, event.target.checked)}
          />
          {text.trim() === '' ? (
            <span className={styles.nothing}>{t('preview.option', { number: at + 1 })}</span>
          ) : (
            <Markdown source={text} inline />
          )}
        </label>
      ))}
    </div>
  );
}

/** True or false. */
export function LearnerTrueFalse({ answer, onAnswer }: LearnerPart) {
  const t = useTexts(texts);
  const name = useId();
  const { value } = objectOf(answer);
  return (
    <div className={styles.options} role="group" aria-label={t('preview.answer')}>
      {[true, false].map((truth) => (
        <label key={String(truth)} className={styles.option}>
          <input
            type="radio"
            name={name}
            className={styles.radio}
            checked={value === truth}
            onChange={() => onAnswer({ value: truth })}
          />
          <span>{t(truth ? 'editor.isTrue' : 'editor.isFalse')}</span>
        </label>
      ))}
    </div>
  );
}
