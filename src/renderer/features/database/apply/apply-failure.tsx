import { Button } from '../../../ui/button/button';
import { ErrorPanel } from '../../../ui/error-panel/error-panel';
import { useTexts } from '../../../ui/i18n/texts';
import styles from '../database.module.css';
import type { ApplyOutcome } from '../run/run-store';
import { SqlCode } from '../steps/sql-code';
import { texts } from '../texts';

/** Whether an outcome needs to be read, and not only confirmed. */
export function needsReading({ failed, untouched }: ApplyOutcome): boolean {
  return failed !== null || !untouched.ok;
}

/** A run of steps that stopped, or that left rows of the LMS changed: what, where, what stands. */
export function ApplyFailure({
  outcome,
  onClose,
}: {
  readonly outcome: ApplyOutcome;
  readonly onClose: () => void;
}) {
  const t = useTexts(texts);
  const { failed, applied, untouched } = outcome;
  const close = <Button onClick={onClose}>{t('result.close')}</Button>;
  return (
    <div className={styles.failure}>
      {failed && (
        <>
          <ErrorPanel
            title={t('apply.stopped', { name: failed.name })}
            message={failed.message}
            kept={t('apply.stoppedNote', {
              applied: t('apply.done', { count: applied.length }),
            })}
            actions={close}
          />
          {failed.statement !== '' && (
            <SqlCode sql={failed.statement} label={t('apply.statement')} />
          )}
        </>
      )}
      {!untouched.ok && (
        <ErrorPanel
          title={t('apply.touched')}
          message={untouched.samples.join('; ')}
          actions={close}
        />
      )}
    </div>
  );
}
