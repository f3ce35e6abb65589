import { useId } from 'react';
import { classNames } from '../class-names';
import styles from './segmented-control.module.css';

type SegmentedControlProps<V extends string> = {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly options: readonly {
    readonly value: V;
    readonly label: string;
    readonly count?: number;
  }[];
};

/** One of a few, all in sight: a view, a theme, a state to filter by. */
export function SegmentedControl<V extends string>({
  label,
  hideLabel = false,
  value,
  onChange,
  options,
}: SegmentedControlProps<V>) {
  const name = useId();
  return (
    <fieldset className={styles.group}>
      <legend className={hideLabel ? 'visually-hidden' : styles.legend}>{label}</legend>
      <div className={styles.track}>
        {options.map((option) => (
          <label
            key={option.value}
            className={classNames(styles.segment, option.value === value && styles.chosen)}
          >
            <input
              type="radio"
              className="visually-hidden"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
            {option.count !== undefined && <span className={styles.count}>{option.count}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
