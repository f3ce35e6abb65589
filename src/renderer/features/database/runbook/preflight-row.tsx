import { Button } from '../../../ui/button/button';
import { useTexts } from '../../../ui/i18n/texts';
import { Icon } from '../../../ui/icons/icon';
import { usePreflight } from '../checks/use-preflight';
import type { PreflightAnswer } from '../checks/use-preflight';
import styles from './runbook.module.css';
import { texts } from './texts';

/** Whether the steps can be taken, in a line; the complaints have a view of their own. */
export function PreflightRow({ onShow }: { readonly onShow: () => void }) {
  const t = useTexts(texts);
  const preflight = usePreflight();
  const words = useVerdict(preflight.data, preflight.failure !== undefined);
  const isClean = preflight.data?.ok === true;
  return (
    <li className={styles.item}>
      <Icon
        name={isClean ? 'check' : preflight.data ? 'warning' : 'circle'}
        tone={isClean ? 'good' : preflight.data ? 'wait' : 'muted'}
      />
      <span>
        {t('preflight')}
        <small>{words}</small>
      </span>
      <span className={styles.end}>
        {!isClean && (
          <Button size="small" look="quiet" onClick={onShow}>
            {t('show')}
          </Button>
        )}
      </span>
    </li>
  );
}

function useVerdict(answer: PreflightAnswer | undefined, hasFailed: boolean): string {
  const t = useTexts(texts);
  if (!answer) return t(hasFailed ? 'preflightFailed' : 'preflightRuns');
  if (answer.ok) return t('preflightPassed');
  const blockers = answer.complaints.filter(({ severity }) => severity === 'blocker').length;
  const warnings = answer.complaints.length - blockers;
  return [
    blockers > 0 ? t('preflightBlockers', { count: blockers }) : '',
    warnings > 0 ? t('preflightWarnings', { count: warnings }) : '',
  ]
    .filter(Boolean)
    .join(', ');
}
