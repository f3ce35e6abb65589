import { Button } from '../../../ui/button/button';
import { useTexts } from '../../../ui/i18n/texts';
import styles from './checks.module.css';
import { texts } from './texts';
import { useReport } from './use-report';
import type { Verification } from './use-verification';
import { VerifyResults } from './verify-results';

/** The named checks: what the last run found, and the report to hand on. */
export function VerifyView({ verification }: { readonly verification: Verification }) {
  const t = useTexts(texts);
  const report = useReport();
  const { isRunning, result, run } = verification;
  return (
    <div className={styles.view}>
      <div className={styles.top}>
        <p className={styles.muted} role="status">
          {t(isRunning ? 'verify.running' : 'verify.lead')}
        </p>
        <Button
          icon="export"
          title={t('verify.reportHint')}
          pending={report.isPending}
          onClick={report.save}
        >
          {t('verify.report')}
        </Button>
        <Button look={result ? 'plain' : 'primary'} pending={isRunning} onClick={run}>
          {t(result ? 'verify.again' : 'verify.run')}
        </Button>
      </div>
      <VerifyResults result={result} />
    </div>
  );
}
