import { useState } from 'react';
import type { SyncStatus } from '../../../shared/contract/sync';
import { client, useQuery, wakeSync } from '../../client';
import { Button } from '../../ui/button/button';
import { formatDate } from '../../ui/date-text/format-date';
import { useTexts } from '../../ui/i18n/texts';
import { Icon } from '../../ui/icons/icon';
import { AskPassword } from './connect/ask-password';
import { isHeld } from './status/status-line';
import { useNow } from './status/use-now';
import styles from './sync.module.css';
import { texts } from './texts';
import type { Deeds } from './use-sync-actions';

type StatusNoticeProps = { readonly status: SyncStatus; readonly deeds: Deeds };

/** Why nothing moves at the moment, that work goes on all the same, and what can be done. */
export function StatusNotice({ status, deeds }: StatusNoticeProps) {
  const t = useTexts(texts);
  const { state, problem } = status;
  if (state === 'paused') {
    return (
      <div className={styles.strip} role="status">
        <Icon name="info" tone="wait" />
        <p>{t('notice.paused')}</p>
        <Button onClick={deeds.pause}>{t('resume')}</Button>
      </div>
    );
  }
  if (!problem) return null;
  return (
    <div className={styles.strip} role="status">
      <Icon name={isHeld(status) ? 'clock' : 'warning'} tone="wait" />
      <p>
        <b>{problem.message}</b> {problem.remedy} {t('notice.goesOn')}{' '}
        <NextAttempt status={status} />
      </p>
      <WaysOut status={status} deeds={deeds} />
    </div>
  );
}

function NextAttempt({ status }: { readonly status: SyncStatus }) {
  const t = useTexts(texts);
  const now = useNow(status);
  const { nextAttemptAt } = status;
  if (nextAttemptAt === null) return null;
  const seconds = (Date.parse(nextAttemptAt) - now) / 1000;
  return (
    <span className={styles.faint}>
      {seconds < 60
        ? t('notice.nextSoon')
        : t('notice.next', { time: formatDate(nextAttemptAt, 'relative', now) })}
    </span>
  );
}

function WaysOut({ status, deeds }: StatusNoticeProps) {
  const t = useTexts(texts);
  const [isAsking, setAsking] = useState(false);
  const saved = useQuery(client.targets.list, {}).data?.targets;
  const target = saved?.find(({ label }) => label === status.server);
  const wantsPassword = status.problem?.code.startsWith('password_') ?? false;
  return (
    <span className={styles.deeds}>
      {wantsPassword && target && (
        <Button look="primary" onClick={() => setAsking(true)}>
          {t('enterPassword')}
        </Button>
      )}
      {!isHeld(status) && (
        <Button look="quiet" onClick={deeds.changeServer}>
          {t('changeServer')}
        </Button>
      )}
      <Button onClick={deeds.now}>{t('tryNow')}</Button>
      {isAsking && target && (
        <AskPassword
          target={target}
          refused={status.problem}
          wasWrong={status.problem?.code === 'password_wrong'}
          onClose={() => setAsking(false)}
          onKnown={() => {
            setAsking(false);
            void wakeSync();
          }}
        />
      )}
    </span>
  );
}
