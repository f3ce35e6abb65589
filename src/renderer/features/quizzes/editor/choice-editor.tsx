import { useId } from 'react';
import { Button } from '../../../ui/button/button';
import { Switch } from '../../../ui/field/checkbox';
import { useTexts } from '../../../ui/i18n/texts';
import { formatNumber } from '../../../ui/number-text/format-number';
import {
  addOption,
  hasPartialCredit,
  optionsOf,
  rightSum,
  scaleToWhole,
  setPartialCredit,
  shareEqually,
} from '../model/choices';
import { newPartId } from '../model/part-id';
import { texts } from '../texts';
import { AddPart } from './add-part';
import styles from './editor.module.css';
import { OptionRow } from './option-row';
import { PartProblem } from './part-problem';
import { useProblemAt } from './use-problem-at';
import type { QuestionEditing } from './use-question-editor';

/** Options of a single or multiple choice: texts, what is right, shares and feedback. */
export function ChoiceEditor({ editing }: { readonly editing: QuestionEditing }) {
  const t = useTexts(texts);
  const group = useId();
  const { content, type, change } = editing;
  const options = optionsOf(content);
  const isMultiple = content.type === 'multiple_choice';
  const problem = useProblemAt(
    editing,
    'options',
    'correctAnswer',
    'correctAnswer.optionId',
    'correctAnswer.weights',
  );
  return (
    <section className={styles.part} aria-label={t('editor.options')}>
      <div className={styles.partTop}>
        <h3>{t('editor.options')}</h3>
        {isMultiple ? (
          <Shares editing={editing} />
        ) : (
          <Switch
            label={t('editor.partialCredit')}
            checked={hasPartialCredit(content)}
            onChange={(allowed) => change(setPartialCredit(content, allowed))}
          />
        )}
      </div>
      {options.map((option, at) => (
        <OptionRow
          key={option.id}
          option={option}
          at={at}
          count={options.length}
          group={group}
          editing={editing}
        />
      ))}
      {problem && <PartProblem text={problem} />}
      <AddPart
        label={t('editor.addOption')}
        add={() => {
          const id = newPartId();
          type(addOption(content, id));
          return id;
        }}
      />
    </section>
  );
}

function Shares({ editing }: { readonly editing: QuestionEditing }) {
  const t = useTexts(texts);
  const { content, change } = editing;
  const sum = rightSum(content);
  const isWhole = Math.abs(sum - 1) < 1e-6;
  return (
    <span className={styles.shares}>
      <span className={isWhole || sum === 0 ? styles.muted : styles.wait}>
        {t('editor.sum', { sum: formatNumber(sum * 100) })}
      </span>
      {!isWhole && sum > 0 && (
        <Button look="quiet" size="small" onClick={() => change(scaleToWhole(content))}>
          {t('editor.scale')}
        </Button>
      )}
      <Button
        look="quiet"
        size="small"
        disabled={sum === 0}
        onClick={() => change(shareEqually(content))}
      >
        {t('editor.shareEqually')}
      </Button>
    </span>
  );
}
