import type { SyncStatus as Status } from '../../../../shared/contract/sync';
import { exactInstant } from '../../../ui/date-text/format-date';
import { useTexts } from '../../../ui/i18n/texts';
import { addresses } from '../../../ui/navigation/addresses';
import { hrefOf } from '../../../ui/navigation/location';
import { statusLine } from './status-line';
import styles from './sync-status.module.css';
import { texts } from './texts';
import { useNow } from './use-now';

/** The item of the status bar: one line, quiet, and the way to the page. */
export function SyncStatus({ status }: { readonly status: Status }) {
  const t = useTexts(texts);
  const { tone, state, waiting } = statusLine(status, useNow(status));
  const words = [state, ...waiting].join(' · ');
  const { problem, lastSyncedAt } = status;
  const more = problem ? `${problem.message} ${problem.remedy}` : undefined;
  return (
    <a
      href={hrefOf(status.conflicts > 0 ? addresses.sync : pageFor(status))}
      className={styles.item}
      aria-label={t('label', { state: words })}
      title={more ?? (lastSyncedAt ? exactInstant(lastSyncedAt) : t('open'))}
    >
      <span className={styles.dot} data-tone={tone} aria-hidden />
      {words}
    </a>
  );
}

/** What waits is what the click is about. */
function pageFor({ parked, queued }: Status): string {
  return parked + queued > 0 ? addresses.syncView('waiting') : addresses.sync;
}
