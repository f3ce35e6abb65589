import { useId } from 'react';
import type { ReactNode } from 'react';
import { classNames } from '../class-names';
import { Icon } from '../icons/icon';
import styles from './field.module.css';

/** What every field takes around its control. */
export type FieldFrame = {
  readonly label: string;
  /** Keeps the label for readers only, where the surroundings already say it. */
  readonly hideLabel?: boolean;
  readonly hint?: ReactNode;
  /** What is wrong and how to mend it; replaces the hint. */
  readonly error?: string;
  readonly className?: string;
};

/** Attributes that tie a control to its label, hint and error. */
export type ControlIds = {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
};

type FieldProps = FieldFrame & {
  readonly inline?: boolean;
  readonly children: (ids: ControlIds) => ReactNode;
};

/** A label, one control and the words about it. */
export function Field({ label, hideLabel, hint, error, inline, className, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className={classNames(styles.field, inline && styles.inline, className)}>
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': note ? noteId : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {note && (
        <div id={noteId} className={error ? styles.error : styles.hint}>
          {error && <Icon name="error" />}
          <span>{note}</span>
        </div>
      )}
    </div>
  );
}
