import { useId } from 'react';
import { classNames } from '../../../ui/class-names';
import { useTexts } from '../../../ui/i18n/texts';
import { Kbd } from '../../../ui/kbd/kbd';
import { texts } from '../texts';
import type { Choice } from './choice';
import styles from './conflicts.module.css';
import { kindOf } from '../names/field-kind';
import type { FieldGroup } from '../names/field-kind';
import { fieldName } from '../names/field-name';
import { OwnValue } from './own-value';
import { ValueText } from '../names/value-text';

type Side = 'base' | 'mine' | 'theirs';

type FieldChoiceProps = {
  readonly op: string;
  readonly group: FieldGroup;
  /** The row was removed here: mine is that it is gone. */
  readonly isRemoved: boolean;
  readonly at: number;
  readonly choice: Choice | undefined;
  readonly isCurrent: boolean;
  readonly onEnter: () => void;
  readonly onChoose: (choice: Choice) => void;
};

/** One decision: what it was before, what I made of it and what they made of it. */
export function FieldChoice(props: FieldChoiceProps) {
  const { group, at, choice, isCurrent, onEnter, onChoose } = props;
  const id = useId();
  const t = useTexts(texts);
  return (
    <div
      role="radiogroup"
      aria-labelledby={id}
      data-group={at}
      className={classNames(styles.field, isCurrent && styles.current)}
      onFocus={onEnter}
    >
      <h3 id={id}>{fieldName(group.name)}</h3>
      <div className={styles.values}>
        <div className={styles.base}>
          <span className="visually-hidden">{t('conflicts.base')}: </span>
          <Values group={group} side="base" />
        </div>
        {(['mine', 'theirs'] as const).map((side, place) => (
          <label
            key={side}
            className={classNames(styles.value, choice?.take === side && styles.chosen)}
          >
            <input
              type="radio"
              name={`${props.op}-${group.name}`}
              checked={choice?.take === side}
              onChange={() => onChoose({ take: side })}
            />
            <span className={styles.content}>
              <span className="visually-hidden">{t(`conflicts.${side}`)}: </span>
              {side === 'mine' && props.isRemoved ? (
                <span className={styles.first}>{t('conflicts.removed')}</span>
              ) : (
                <Values group={group} side={side} />
              )}
            </span>
            <Kbd keys={String(place + 1)} />
          </label>
        ))}
      </div>
      {!props.isRemoved && (
        <OwnValue
          field={group.fields[0]}
          choice={choice}
          isCurrent={isCurrent}
          onChoose={onChoose}
        />
      )}
    </div>
  );
}

/** The values of a group on one side: the first one large, what goes with it below. */
function Values({ group, side }: { readonly group: FieldGroup; readonly side: Side }) {
  return group.fields.map((field, at) => {
    const kind = kindOf(field.field, [field.base, field.mine, field.theirs]);
    const base = side === 'base' ? undefined : field.base;
    const value = <ValueText kind={kind} value={field[side]} base={base} />;
    if (at === 0) {
      return (
        <span key={field.field} className={kind === 'number' ? styles.figure : styles.first}>
          {value}
        </span>
      );
    }
    return (
      <small key={field.field} className={styles.with}>
        {fieldName(field.field)}: {value}
      </small>
    );
  });
}
