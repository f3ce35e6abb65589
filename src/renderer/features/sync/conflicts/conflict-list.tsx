import { useEffect, useRef } from 'react';
import { classNames } from '../../../ui/class-names';
import { DateText } from '../../../ui/date-text/date-text';
import { useTexts } from '../../../ui/i18n/texts';
import { texts } from '../texts';
import styles from './conflicts.module.css';
import { fieldName, tableName } from '../names/field-name';
import { groupFields } from '../names/field-kind';
import type { Conflicts } from './use-conflicts';

/** Which rows are in conflict; arrows move, the detail beside it follows. */
export function ConflictList({ conflicts }: { readonly conflicts: Conflicts }) {
  const t = useTexts(texts);
  const { all = [], current, select, move } = conflicts;
  const list = useRef<HTMLDivElement>(null);
  const op = current?.op;
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [op]);
  return (
    <section className={styles.side} aria-label={t('conflicts.list')}>
      <div
        ref={list}
        role="listbox"
        tabIndex={0}
        aria-label={t('conflicts.list')}
        aria-activedescendant={op && `conflict-${op}`}
        className={styles.list}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          move(event.key === 'ArrowDown' ? 1 : -1);
        }}
      >
        {all.map((conflict) => (
          <div
            key={conflict.op}
            id={`conflict-${conflict.op}`}
            role="option"
            aria-selected={conflict.op === op}
            className={classNames(styles.item, conflict.op === op && styles.selected)}
            onClick={() => select(conflict.op)}
          >
            <span className={styles.itemTitle} dir="auto">
              {conflict.title}
            </span>
            <small>
              {tableName(conflict.table)} ·{' '}
              {groupFields(conflict.table, conflict.fields)
                .map(({ name }) => fieldName(name))
                .join(', ') || t(`reason.${conflict.reason}`)}
            </small>
            <small>
              <DateText value={conflict.at} kind="relative" />
            </small>
          </div>
        ))}
      </div>
    </section>
  );
}
