import { useEffect, useState } from 'react';
import type { Job } from '../../../../shared/contract/events';
import { client, useEngineEvent } from '../../../client';

/** The titles that the engine gives to work on steps; there is one at a time. */
const titles: ReadonlySet<string> = new Set([
  'Applying steps',
  'Reverting steps',
  'Backing up',
  'Restoring an archive',
]);

const retryPattern = /: retry \d+/u;

/** Retries shown at once; the history has them all. */
const retriesShown = 4;

export type Run = {
  readonly job: Job;
  /** Waits for locks, the newest last, each naming who was in the way. */
  readonly retries: readonly string[];
  readonly retryCount: number;
};

/** The run after one more word of the engine; null when it has ended. */
export function runAfter(run: Run | null, job: Job): Run | null {
  if (!titles.has(job.title)) return run;
  if (job.state !== 'running') return run?.job.id === job.id ? null : run;
  const before = run?.job.id === job.id ? run : { retries: [], retryCount: 0 };
  const isRetry = retryPattern.test(job.detail) && before.retries.at(-1) !== job.detail;
  if (!isRetry) return { ...before, job };
  return {
    job,
    retries: [...before.retries, job.detail].slice(-retriesShown),
    retryCount: before.retryCount + 1,
  };
}

/** Work on the steps of some database that runs now, also when it was begun before this page. */
export function useRun(): Run | null {
  const [run, setRun] = useState<Run | null>(null);
  useEngineEvent('job', (job) => setRun((now) => runAfter(now, job)));
  useEffect(() => {
    void client.jobs.list({}).then((result) => {
      if (result.ok) setRun((now) => result.value.jobs.reduce(runAfter, now));
    });
  }, []);
  return run;
}

/** The step that a running job is at; null where its detail names none. */
export function stepOf({ job }: Run): string | null {
  return /^\d{3}_[a-z0-9_]+/u.exec(job.detail)?.[0] ?? null;
}
