import { useId } from 'react';
import type { ReactNode } from 'react';
import styles from './choice.module.css';

type ChoiceProps = {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly hint?: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
};

/** A choice that is part of something to be confirmed later; for an immediate effect use Switch. */
export function Checkbox({
  mixed = false,
  ...props
}: ChoiceProps & {
  /** Some of the things it stands for are chosen. */
  readonly mixed?: boolean;
}) {
  return <Choice {...props} kind="checkbox" mixed={mixed} />;
}

/** Turns something on or off at once. */
export function Switch(props: ChoiceProps) {
  return <Choice {...props} kind="switch" mixed={false} />;
}

function Choice({
  label,
  hideLabel,
  hint,
  checked,
  onChange,
  disabled,
  kind,
  mixed,
}: ChoiceProps & { readonly kind: 'checkbox' | 'switch'; readonly mixed: boolean }) {
  const id = useId();
  return (
    <div className={styles.choice}>
      <input
        id={id}
        type="checkbox"
        role={kind === 'switch' ? 'switch' : undefined}
        className={kind === 'switch' ? styles.switch : styles.checkbox}
        checked={checked}
        disabled={disabled}
        ref={(element) => {
          if (element) element.indeterminate = mixed;
        }}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={hideLabel ? 'visually-hidden' : styles.words}>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <span id={`${id}-hint`} className={styles.hint}>
            {hint}
          </span>
        )}
      </span>
    </div>
  );
}
