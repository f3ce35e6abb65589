import { useEffect, useState } from 'react';
import type { Job } from '../../shared/contract/events';
import { client, useEngineEvent } from '../client';
import { announce } from '../ui/announcer/announcer';
import { textsOf } from '../ui/i18n/texts';
import { texts } from './texts';

/** A running job with what is needed to say how long it will take. */
export type RunningJob = Job & {
  /** When the window first heard of it, on the page's own clock (milliseconds). */
  readonly since: number;
  readonly doneThen: number;
};

type Jobs = ReadonlyMap<string, RunningJob>;

function withJob(jobs: Jobs, job: Job): Jobs {
  const next = new Map(jobs);
  if (job.state !== 'running') {
    next.delete(job.id);
    return next;
  }
  const known = jobs.get(job.id);
  const since = known?.since ?? performance.now();
  return next.set(job.id, { ...job, since, doneThen: known?.doneThen ?? job.done });
}

const endings = {
  done: 'status.jobDone',
  failed: 'status.jobFailed',
  cancelled: 'status.jobCancelled',
} as const;

/** The jobs that run now, oldest first. Their end is announced. */
export function useJobs(): readonly RunningJob[] {
  const [jobs, setJobs] = useState<Jobs>(new Map());
  useEngineEvent('job', (job) => {
    setJobs((now) => withJob(now, job));
    if (job.state !== 'running') announce(textsOf(texts)(endings[job.state], { title: job.title }));
  });
  useEffect(() => {
    void client.jobs.list({}).then((result) => {
      if (result.ok) setJobs((now) => result.value.jobs.reduce(withJob, now));
    });
  }, []);
  return [...jobs.values()];
}

/** Seconds until the job is done if it goes on like this; undefined when that cannot be said. */
export function secondsLeft(job: RunningJob, now: number): number | undefined {
  const done = job.done - job.doneThen;
  const seconds = (now - job.since) / 1000;
  if (job.total <= 0 || done <= 0 || seconds < 1) return undefined;
  return Math.max(0, ((job.total - job.done) / done) * seconds);
}
