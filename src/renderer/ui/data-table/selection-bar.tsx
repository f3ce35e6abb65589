import type { ReactNode } from 'react';
import { Button } from '../button/button';
import { useTexts } from '../i18n/texts';
import { texts } from '../texts';
import styles from './data-table.module.css';

/** What can be done with the selected rows; sits at the foot of the table while any are. */
export function SelectionBar({
  count,
  onClear,
  children,
}: {
  readonly count: number;
  readonly onClear: () => void;
  readonly children: ReactNode;
}) {
  const t = useTexts(texts);
  return (
    <div className={styles.selectionBar} role="toolbar" aria-label={t('table.selected', { count })}>
      <b>{t('table.selected', { count })}</b>
      {children}
      <Button
        look="quiet"
        size="small"
        shortcut="Escape"
        onClick={onClear}
        className={styles.clear}
      >
        {t('table.clearSelection')}
      </Button>
    </div>
  );
}
