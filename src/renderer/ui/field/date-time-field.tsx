import { Field } from './field';
import type { FieldFrame } from './field';
import styles from './field.module.css';

type DateTimeFieldProps = FieldFrame & {
  /** ISO instant in UTC, or null for none. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly disabled?: boolean;
};

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** The instant as the wall clock of this machine shows it, in the form the control wants. */
function toLocalText(instant: string | null): string {
  const at = instant ? new Date(instant) : null;
  if (!at || Number.isNaN(at.getTime())) return '';
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

function toInstantText(local: string): string | null {
  const at = new Date(local);
  return local === '' || Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** A date with a time, shown in the person's zone and handed over as an instant in UTC. */
export function DateTimeField({ value, onChange, disabled, ...frame }: DateTimeFieldProps) {
  return (
    <Field {...frame}>
      {(ids) => (
        <input
          {...ids}
          type="datetime-local"
          className={styles.control}
          disabled={disabled}
          value={toLocalText(value)}
          onChange={(event) => onChange(toInstantText(event.target.value))}
        />
      )}
    </Field>
  );
}
