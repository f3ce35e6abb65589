import type { ComponentPropsWithRef } from 'react';
import { classNames } from '../class-names';
import { Field } from './field';
import type { FieldFrame } from './field';
import styles from './field.module.css';

type TextFieldProps = FieldFrame &
  Omit<ComponentPropsWithRef<'input'>, 'value' | 'onChange' | 'id'> & {
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly inline?: boolean;
  };

/** One line of text. `dir="auto"` lets names in any script read in their own direction. */
export function TextField({
  label,
  hideLabel,
  hint,
  error,
  className,
  inline,
  value,
  onChange,
  ...rest
}: TextFieldProps) {
  return (
    <Field {...{ label, hideLabel, hint, error, className, inline }}>
      {(ids) => (
        <input
          dir="auto"
          autoComplete="off"
          spellCheck={false}
          {...rest}
          {...ids}
          className={styles.control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

type TextareaProps = FieldFrame &
  Omit<ComponentPropsWithRef<'textarea'>, 'value' | 'onChange' | 'id'> & {
    readonly value: string;
    readonly onChange: (value: string) => void;
    /** `serif` for question text, `code` for JSON and SQL. */
    readonly face?: 'ui' | 'serif' | 'code';
  };

/** Several lines of text; grows with what is written. */
export function Textarea({
  label,
  hideLabel,
  hint,
  error,
  className,
  value,
  onChange,
  face = 'ui',
  ...rest
}: TextareaProps) {
  return (
    <Field {...{ label, hideLabel, hint, error, className }}>
      {(ids) => (
        <textarea
          dir="auto"
          rows={3}
          spellCheck={face !== 'code'}
          {...rest}
          {...ids}
          className={classNames(styles.control, styles.area, face !== 'ui' && styles[face])}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
