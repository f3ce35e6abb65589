import { Button } from '../../../ui/button/button';
import { useTexts } from '../../../ui/i18n/texts';
import { formatNumber } from '../../../ui/number-text/format-number';
import { Progress } from '../../../ui/progress/progress';
import styles from '../certificates.module.css';
import { texts } from '../texts';
import type { Issue } from './use-issue';

/** How far the issue is; the status bar shows the same from every other page. */
export function IssueProgress({
  issue,
  course,
}: {
  readonly issue: Issue;
  readonly course: string;
}) {
  const t = useTexts(texts);
  const { progress } = issue;
  return (
    <div className={styles.running}>
      <b>{t('issue.running')}</b>
      <Progress
        label={t('review.title', { course })}
        done={progress?.done ?? 0}
        total={progress?.total ?? 0}
        width={240}
      />
      {progress && progress.total > 0 && (
        <span className="figures">
          {t('issue.runningText', {
            done: formatNumber(progress.done),
            total: formatNumber(progress.total),
          })}
        </span>
      )}
      {progress && (
        <Button size="small" onClick={issue.cancel}>
          {t('issue.cancel')}
        </Button>
      )}
    </div>
  );
}
