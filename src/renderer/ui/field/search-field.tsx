import { useId, useRef } from 'react';
import type { RefObject } from 'react';
import { IconButton } from '../button/icon-button';
import { useTexts } from '../i18n/texts';
import { Icon } from '../icons/icon';
import { texts } from '../texts';
import fieldStyles from './field.module.css';
import styles from './search-field.module.css';

type SearchFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  /** Lets a page put the focus here with the `/` key. */
  readonly inputRef?: RefObject<HTMLInputElement | null>;
};

/** Filters a list while typing. Escape empties it, then leaves it. */
export function SearchField({ label, value, onChange, placeholder, inputRef }: SearchFieldProps) {
  const t = useTexts(texts);
  const id = useId();
  const own = useRef<HTMLInputElement>(null);
  const input = inputRef ?? own;
  return (
    <div className={styles.search} role="search">
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <Icon name="search" className={styles.lead} />
      <input
        id={id}
        ref={input}
        className={fieldStyles.control}
        value={value}
        placeholder={placeholder ?? label}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        data-page-search
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          if (value === '') event.currentTarget.blur();
          else onChange('');
        }}
      />
      {value !== '' && (
        <span className={styles.clear}>
          <IconButton
            icon="close"
            size="small"
            label={t('clear')}
            onClick={() => {
              onChange('');
              input.current?.focus();
            }}
          />
        </span>
      )}
    </div>
  );
}
