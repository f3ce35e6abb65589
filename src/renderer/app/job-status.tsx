import { client, reportFailed } from '../client';
import { useTexts } from '../ui/i18n/texts';
import { formatPercent } from '../ui/number-text/format-number';
import { Progress } from '../ui/progress/progress';
import { formatSpan } from './format-span';
import styles from './status-bar.module.css';
import { texts } from './texts';
import { secondsLeft, useJobs } from './use-jobs';
import type { RunningJob } from './use-jobs';

async function cancelJob(id: string): Promise<void> {
  const result = await client.jobs.cancel({ id });
  if (!result.ok) reportFailed(result.error);
}

/** The job that runs: what, how far, how long, and Cancel. Further jobs are counted. */
export function JobStatus() {
  const t = useTexts(texts);
  const jobs = useJobs();
  const job = jobs[0];
  if (!job) return null;
  return (
    <span className={styles.job}>
      <span className={styles.label} title={job.detail}>
        {job.title}
      </span>
      <Progress label={job.title} done={job.done} total={job.total} />
      <span>{describe(job, (time) => t('status.left', { time }))}</span>
      {jobs.length > 1 && <span>{t('status.moreJobs', { count: jobs.length - 1 })}</span>}
      {job.cancellable && (
        <button
          type="button"
          className={styles.cancel}
          aria-label={t('status.cancelJob', { title: job.title })}
          onClick={() => void cancelJob(job.id)}
        >
          {t('status.cancel')}
        </button>
      )}
    </span>
  );
}

function describe(job: RunningJob, left: (time: string) => string): string {
  if (job.total <= 0) return job.detail;
  const share = formatPercent(Math.min(1, job.done / job.total));
  const seconds = secondsLeft(job, performance.now());
  return seconds === undefined ? share : `${share} · ${left(formatSpan(seconds))}`;
}
