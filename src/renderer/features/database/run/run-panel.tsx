import { useState } from 'react';
import { client, reportFailed } from '../../../client';
import { Button } from '../../../ui/button/button';
import { useTexts } from '../../../ui/i18n/texts';
import { Progress } from '../../../ui/progress/progress';
import { Tag } from '../../../ui/tag/tag';
import { keyOf, useSubject } from '../subject';
import styles from './run.module.css';
import { useIsElsewhere } from './run-store';
import { texts } from './texts';
import type { Run } from './use-run';

/** Work that runs: how far, what it is at, whom it waits for, and Cancel. */
export function RunPanel({ run }: { readonly run: Run }) {
  const t = useTexts(texts);
  const isElsewhere = useIsElsewhere(keyOf(useSubject().input));
  const { job, retries, retryCount } = run;
  return (
    <section className={styles.run} aria-label={t('label')}>
      <div className={styles.line}>
        <b>{job.title}</b>
        {isElsewhere && <Tag>{t('elsewhere')}</Tag>}
        <Progress label={job.title} done={job.done} total={job.total} width={180} />
        {job.total > 0 && (
          <span className="figures">{t('of', { done: job.done, total: job.total })}</span>
        )}
        {retryCount > 0 && <Tag tone="wait">{t('retries', { count: retryCount })}</Tag>}
        <span className={styles.end}>
          {job.cancellable ? <CancelRun id={job.id} /> : t('notCancellable')}
        </span>
      </div>
      {job.detail && <p className={styles.detail}>{job.detail}</p>}
      {retries.length > 0 && (
        <ul className={styles.retries}>
          {retries.map((retry) => (
            <li key={retry}>{retry}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function CancelRun({ id }: { readonly id: string }) {
  const t = useTexts(texts);
  const [isAsked, setAsked] = useState(false);
  const cancel = async () => {
    setAsked(true);
    const result = await client.jobs.cancel({ id });
    if (result.ok) return;
    setAsked(false);
    reportFailed(result.error);
  };
  return (
    <Button size="small" pending={isAsked} onClick={() => void cancel()}>
      {t(isAsked ? 'cancelling' : 'cancel')}
    </Button>
  );
}
