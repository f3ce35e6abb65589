import { useState } from 'react';
import type { SyncStatus } from '../../../shared/contract/sync';
import { Button } from '../../ui/button/button';
import { useTexts } from '../../ui/i18n/texts';
import { formatNumber, formatPercent } from '../../ui/number-text/format-number';
import { Progress } from '../../ui/progress/progress';
import { tableName } from './names/field-name';
import { spanText } from './span-text';
import { useSyncStore } from './store';
import { useNow } from './status/use-now';
import styles from './sync.module.css';
import { texts } from './texts';

type SeedingPanelProps = { readonly status: SyncStatus; readonly onPause: () => void };

/** The first copy: how far it is, how long it will take, and the way to stop it. */
export function SeedingPanel({ status, onPause }: SeedingPanelProps) {
  const t = useTexts(texts);
  const stop = useSyncStore((state) => state.stopCopy);
  const left = useSecondsLeft(status);
  const { progress } = status;
  const { done = 0, total = 0, table = '' } = progress ?? {};
  return (
    <section className={styles.seeding} aria-label={t('seeding.title')}>
      <div className={styles.seedingWords}>
        <b>{t('seeding.title')}</b>
        <span className={styles.faint}>
          {total > 0
            ? t('seeding.rows', { done: formatNumber(done), total: formatNumber(total) })
            : t('seeding.counting')}
          {table && ` · ${tableName(table)}`}
          {left !== undefined && ` · ${t('seeding.left', { time: spanText(left) })}`}
        </span>
      </div>
      <div className={styles.seedingBar}>
        <Progress label={t('seeding.title')} done={done} total={total} width={280} />
        <span className={styles.figure}>
          {total > 0 && formatPercent(Math.min(1, done / total))}
        </span>
        <Button onClick={stop ?? onPause}>{t(stop ? 'seeding.cancel' : 'pause')}</Button>
      </div>
      <p className={styles.faint}>{t('seeding.note')}</p>
    </section>
  );
}

/** Seconds until the copy is complete if it goes on like this; undefined when that cannot be said. */
function useSecondsLeft(status: SyncStatus): number | undefined {
  const now = useNow(status);
  const { done = 0, total = 0 } = status.progress ?? {};
  const [start] = useState({ at: now, done });
  const seconds = (now - start.at) / 1000;
  // The first rows come slowly, and would promise hours.
  const isEarly = seconds < 2 || done - start.done < total / 20;
  if (isEarly || total <= done) return undefined;
  return ((total - done) / (done - start.done)) * seconds;
}
