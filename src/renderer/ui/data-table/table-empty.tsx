import type { ReactNode } from 'react';
import { Button } from '../button/button';
import { EmptyState } from '../empty-state/empty-state';
import { useTexts } from '../i18n/texts';
import { texts } from '../texts';
import styles from './data-table.module.css';

/** Why a list is empty: there is nothing, the filter hides it, or it was never fetched. */
export type EmptyKind = 'nothing' | 'filtered' | 'unsynced';

type TableEmptyProps = {
  readonly kind: EmptyKind;
  readonly onClearFilter: (() => void) | undefined;
  readonly children: ReactNode;
};

/** The empty state that fits the reason. */
export function TableEmpty({ kind, onClearFilter, children }: TableEmptyProps) {
  const t = useTexts(texts);
  return (
    <div className={styles.empty}>
      {kind === 'nothing' && children}
      {kind === 'unsynced' && (
        <EmptyState icon="clock" title={t('table.unsyncedTitle')} text={t('table.unsyncedText')} />
      )}
      {kind === 'filtered' && (
        <EmptyState
          icon="filter"
          title={t('table.filteredTitle')}
          text={t('table.filteredText')}
          action={
            onClearFilter && <Button onClick={onClearFilter}>{t('table.clearFilter')}</Button>
          }
        />
      )}
    </div>
  );
}
