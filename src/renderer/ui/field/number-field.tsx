import { useState } from 'react';
import type { ComponentPropsWithRef, KeyboardEvent } from 'react';
import { classNames } from '../class-names';
import { useTexts } from '../i18n/texts';
import { texts } from '../texts';
import { Field } from './field';
import type { FieldFrame } from './field';
import styles from './field.module.css';
import { clampNumber, parseNumber } from './parse-number';

type NumberFieldProps = FieldFrame &
  Omit<ComponentPropsWithRef<'input'>, 'value' | 'onChange' | 'id' | 'min' | 'max' | 'step'> & {
    readonly value: number | null;
    /** Called with each readable number, and with null when the field is emptied. */
    readonly onChange: (value: number | null) => void;
    readonly min?: number;
    readonly max?: number;
    /** What the arrow keys add; 1 when left out. */
    readonly step?: number;
    /** Written after the field: `%`, `h`, `points`. */
    readonly unit?: string;
    readonly inline?: boolean;
    readonly inputClassName?: string;
  };

function show(value: number | null): string {
  return value === null ? '' : String(value);
}

/**
 * A number. A text input on purpose: a wheel turned over a number input changes the number, and
 * graders have lost points that way. Arrow keys step; a comma is read as a decimal point.
 */
export function NumberField({
  label,
  hideLabel,
  hint,
  error,
  className,
  inline,
  value,
  onChange,
  min,
  max,
  step = 1,
  unit,
  inputClassName,
  ...rest
}: NumberFieldProps) {
  const t = useTexts(texts);
  // What is being typed, while it is not (yet) the same number as `value`.
  const [typed, setTyped] = useState<string | null>(null);
  const parsed = typed === null ? value : parseNumber(typed);
  const shown = typed ?? show(value);
  const unreadable = typed !== null && typed.trim() !== '' && parsed === null;
  const type = (text: string) => {
    setTyped(text);
    const next = parseNumber(text);
    if (text.trim() === '') onChange(null);
    else if (next !== null) onChange(next);
  };
  const stepBy = (event: KeyboardEvent, direction: 1 | -1) => {
    event.preventDefault();
    setTyped(null);
    // Rounded, because 0.1 + 0.2 is not what a person expects to read.
    const next = Math.round(((value ?? 0) + direction * step) * 1e6) / 1e6;
    onChange(clampNumber(next, min, max));
  };
  return (
    <Field
      {...{ label, hideLabel, hint, className, inline }}
      error={unreadable ? t('notNumber') : error}
    >
      {(ids) => (
        <span className={styles.wrap}>
          <input
            autoComplete="off"
            inputMode="decimal"
            {...rest}
            {...ids}
            className={classNames(styles.control, styles.number, inputClassName)}
            value={shown}
            onChange={(event) => type(event.target.value)}
            onBlur={(event) => {
              if (!unreadable) setTyped(null);
              rest.onBlur?.(event);
            }}
            onKeyDown={(event) => {
              // The page may put another number back; what was typed must not hide it.
              if (event.key === 'Escape') setTyped(null);
              rest.onKeyDown?.(event);
              if (event.defaultPrevented || event.altKey) return;
              if (event.key === 'ArrowUp') stepBy(event, 1);
              if (event.key === 'ArrowDown') stepBy(event, -1);
            }}
          />
          {unit && <span className={styles.unit}>{unit}</span>}
        </span>
      )}
    </Field>
  );
}
