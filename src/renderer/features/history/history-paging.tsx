import { useActions } from '../../ui/actions/registry';
import { Button } from '../../ui/button/button';
import { useTexts } from '../../ui/i18n/texts';
import styles from './history.module.css';
import { texts } from './texts';
import type { HistoryPages } from './use-history-pages';

/** The way to older and newer pages; not there while one page holds everything. */
export function HistoryPaging({ pages }: { readonly pages: HistoryPages }) {
  const t = useTexts(texts);
  const { toNewer, toOlder } = pages;
  useActions([
    {
      id: 'history.older',
      name: t('actions.older'),
      group: t('group'),
      shortcut: ']',
      disabled: !toOlder,
      run: () => toOlder?.(),
    },
    {
      id: 'history.newer',
      name: t('actions.newer'),
      group: t('group'),
      shortcut: '[',
      disabled: !toNewer,
      run: () => toNewer?.(),
    },
  ]);
  if (pages.isNewest && !toOlder) return null;
  return (
    <nav className={styles.paging} aria-label={t('paging')}>
      <Button look="quiet" size="small" disabled={pages.isNewest} onClick={pages.toNewest}>
        {t('newest')}
      </Button>
      <Button size="small" shortcut="[" disabled={!toNewer} onClick={toNewer}>
        {t('newer')}
      </Button>
      <Button size="small" shortcut="]" disabled={!toOlder} onClick={toOlder}>
        {t('older')}
      </Button>
    </nav>
  );
}
