import { useState } from 'react';
import type { AnswerOf, Client } from '../../../client';
import { client, reportFailed, useCommand, useEngineEvent } from '../../../client';
import { useTexts } from '../../../ui/i18n/texts';
import { texts } from '../texts';

export type IssueOutcome = AnswerOf<Client['certificates']['issue']>;

type Progress = { readonly id: string; readonly done: number; readonly total: number };

export type Issue = {
  readonly run: (learners: readonly string[], out: string | null) => void;
  readonly isRunning: boolean;
  /** How far it is, once the engine has said so. */
  readonly progress: Progress | null;
  readonly cancel: () => void;
  /** What the last issue did; null before one and after it was put aside. */
  readonly outcome: IssueOutcome | null;
  readonly putAside: () => void;
};

/** Issues certificates of a course and follows the work while the page is shown. */
export function useIssue(course: { readonly id: string; readonly title: string }): Issue {
  const t = useTexts(texts);
  const [outcome, setOutcome] = useState<IssueOutcome | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const command = useCommand(client.certificates.issue, {
    success: ({ issued }) =>
      issued.length > 0 ? t('review.done', { count: issued.length }) : undefined,
    failureTitle: t('review.failed'),
    onDone: setOutcome,
  });
  useEngineEvent('job', (job) => {
    if (!command.isPending || !job.title.endsWith(course.title)) return;
    const { id, done, total } = job;
    setProgress(job.state === 'running' ? { id, done, total } : null);
  });
  const cancel = async () => {
    if (!progress) return;
    const result = await client.jobs.cancel({ id: progress.id });
    if (!result.ok) reportFailed(result.error);
  };
  return {
    run: (learners, out) =>
      void command.run({
        courseId: course.id,
        learners: [...learners],
        ...(out === null ? {} : { out }),
      }),
    isRunning: command.isPending,
    progress,
    cancel: () => void cancel(),
    outcome,
    putAside: () => setOutcome(null),
  };
}
