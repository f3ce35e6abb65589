import { useId } from 'react';
import { IconButton } from '../../../ui/button/icon-button';
import { Textarea } from '../../../ui/field/text-field';
import { NumberField } from '../../../ui/field/number-field';
import { useTexts } from '../../../ui/i18n/texts';
import { formatNumber } from '../../../ui/number-text/format-number';
import { Menu } from '../../../ui/menu/menu';
import {
  changeOption,
  hasPartialCredit,
  markRight,
  moveOption,
  removeOption,
  setWeight,
  tickRight,
  weightOf,
} from '../model/choices';
import type { Option } from '../model/choices';
import { texts } from '../texts';
import styles from './editor.module.css';
import { focusNext } from './focus-next';
import { useProblemAt } from './use-problem-at';
import type { QuestionEditing } from './use-question-editor';

type OptionRowProps = {
  readonly option: Option;
  readonly at: number;
  readonly count: number;
  readonly group: string;
  readonly editing: QuestionEditing;
};

/** One option: its mark, its text, its share, and what else can be done with it. */
export function OptionRow({ option, at, count, group, editing }: OptionRowProps) {
  const t = useTexts(texts);
  const { content, type, change } = editing;
  const { id, text } = option;
  const number = at + 1;
  const isMultiple = content.type === 'multiple_choice';
  const error = useProblemAt(editing, `options[${at}].text`, `options[${at}]`);
  const canGo = { up: at > 0, down: at < count - 1 };
  return (
    <>
      <div className={styles.option}>
        <Mark editing={editing} option={option} number={number} group={group} />
        <Textarea
          label={t('editor.option', { number })}
          hideLabel
          rows={1}
          data-part={id}
          value={text}
          error={error}
          onChange={(next) => type(changeOption(content, id, { text: next }))}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined;
            if (event.altKey && step) {
              event.preventDefault();
              change(moveOption(content, id, step));
            } else if (
              event.key === 'Enter' &&
              !event.shiftKey &&
              !event.ctrlKey &&
              !event.metaKey
            ) {
              event.preventDefault();
              focusNext(event.currentTarget, 1);
            } else if (event.key === 'Backspace' && text === '' && count > 1) {
              event.preventDefault();
              focusNext(event.currentTarget, -1);
              change(removeOption(content, id));
            }
          }}
        />
        <Weight editing={editing} option={option} number={number} isMultiple={isMultiple} />
        <Menu
          compact
          label={t('editor.optionActions', { number })}
          items={[
            {
              id: 'feedback',
              label: t(
                option.feedback === undefined ? 'editor.addFeedback' : 'editor.removeFeedback',
              ),
              icon: 'edit',
              onSelect: () => {
                const feedback = option.feedback === undefined ? '' : undefined;
                change(changeOption(content, id, { feedback }));
              },
            },
            {
              id: 'up',
              label: t('editor.moveUp'),
              icon: 'arrowUp',
              shortcut: 'Alt+ArrowUp',
              disabled: !canGo.up,
              onSelect: () => change(moveOption(content, id, -1)),
            },
            {
              id: 'down',
              label: t('editor.moveDown'),
              icon: 'arrowDown',
              shortcut: 'Alt+ArrowDown',
              disabled: !canGo.down,
              onSelect: () => change(moveOption(content, id, 1)),
            },
            {
              id: 'remove',
              label: t('editor.deleteOption'),
              icon: 'trash',
              danger: true,
              onSelect: () => change(removeOption(content, id)),
            },
          ]}
        />
      </div>
      {option.feedback !== undefined && <Feedback editing={editing} option={option} at={at} />}
    </>
  );
}

function Mark({
  editing,
  option,
  number,
  group,
}: {
  readonly editing: QuestionEditing;
  readonly option: Option;
  readonly number: number;
  readonly group: string;
}) {
  const t = useTexts(texts);
  const { content, change } = editing;
  const { id } = option;
  const isMultiple = content.type === 'multiple_choice';
  const weight = weightOf(content, id);
  return (
    <input
      type={isMultiple ? 'checkbox' : 'radio'}
      name={group}
      className={isMultiple ? styles.check : styles.radio}
      aria-label={t('editor.right', { number })}
      checked={isMultiple ? weight > 0 : weight === 1 && !isPartial(editing, id)}
      onChange={(event) =>
        change(isMultiple ? tickRight(content, id, event.target.checked) : markRight(content, id))
      }
    />
  );
}

/** Another option of a single choice may earn everything too, without being the marked one. */
function isPartial({ content }: QuestionEditing, id: string): boolean {
  const { correctAnswer } = content;
  const right =
    typeof correctAnswer === 'object' && correctAnswer !== null && !Array.isArray(correctAnswer)
      ? correctAnswer.optionId
      : undefined;
  return right !== id;
}

/** Shares are shown with two decimals; a stored third keeps its seven until it is written anew. */
function percentOf(weight: number): number {
  return Math.round(weight * 10_000) / 100;
}

function Weight({
  editing,
  option,
  number,
  isMultiple,
}: {
  readonly editing: QuestionEditing;
  readonly option: Option;
  readonly number: number;
  readonly isMultiple: boolean;
}) {
  const t = useTexts(texts);
  const { content, type } = editing;
  const weight = weightOf(content, option.id);
  const isRight = !isMultiple && !isPartial(editing, option.id);
  const error = useProblemAt(editing, `correctAnswer.weights.${option.id}`);
  if (!isMultiple && (isRight || !hasPartialCredit(content))) {
    return <span className={styles.share}>{formatNumber(percentOf(weight))} %</span>;
  }
  return (
    <NumberField
      label={t('editor.weight', { number })}
      hideLabel
      className={styles.weight}
      value={percentOf(weight)}
      min={isMultiple ? -100 : 0}
      max={100}
      step={5}
      unit="%"
      error={error}
      onChange={(percent) => type(setWeight(content, option.id, (percent ?? 0) / 100))}
    />
  );
}

function Feedback({
  editing,
  option,
  at,
}: {
  readonly editing: QuestionEditing;
  readonly option: Option;
  readonly at: number;
}) {
  const t = useTexts(texts);
  const id = useId();
  const { content, type, change } = editing;
  const label = t('editor.optionFeedback', { number: at + 1 });
  return (
    <div className={styles.feedback} id={id}>
      <Textarea
        label={label}
        hideLabel
        rows={1}
        placeholder={t('editor.feedbackPlaceholder')}
        value={option.feedback ?? ''}
        error={useProblemAt(editing, `options[${at}].feedback`)}
        onChange={(feedback) => type(changeOption(content, option.id, { feedback }))}
      />
      <IconButton
        icon="close"
        size="small"
        label={t('editor.removeFeedback')}
        onClick={() => change(changeOption(content, option.id, { feedback: undefined }))}
      />
    </div>
  );
}
