import { Select as MantineSelect } from '@mantine/core';
import '../theme/mantine-combobox';
import { Icon } from '../icons/icon';
import { Field } from './field';
import type { FieldFrame } from './field';
import styles from './select.module.css';

type SelectProps<V extends string> = FieldFrame & {
  readonly value: V | null;
  readonly onChange: (value: V) => void;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly placeholder?: string;
  /** Lets a person type to narrow the options; for more than about ten. */
  readonly searchable?: boolean;
  readonly disabled?: boolean;
  readonly inline?: boolean;
  /** Words shown when the search finds no option. */
  readonly nothingFound?: string;
};

/** One of a list. The value can be changed but not emptied; add an option for "none". */
export function Select<V extends string>({
  value,
  onChange,
  options,
  placeholder,
  searchable = false,
  disabled = false,
  nothingFound,
  ...frame
}: SelectProps<V>) {
  return (
    <Field {...frame}>
      {(ids) => (
        <MantineSelect
          {...ids}
          data={options.map(({ value: v, label }) => ({ value: v, label }))}
          value={value}
          onChange={(next) => {
            const chosen = options.find((option) => option.value === next);
            if (chosen) onChange(chosen.value);
          }}
          allowDeselect={false}
          searchable={searchable}
          disabled={disabled}
          placeholder={placeholder}
          nothingFoundMessage={nothingFound}
          rightSection={<Icon name="chevronDown" tone="muted" />}
          comboboxProps={{ transitionProps: { duration: 0 }, offset: 4, shadow: 'none' }}
          classNames={{
            input: styles.input,
            dropdown: styles.dropdown,
            option: styles.option,
            root: styles.root,
          }}
        />
      )}
    </Field>
  );
}
