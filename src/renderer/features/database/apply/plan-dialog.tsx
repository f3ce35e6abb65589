import { useEffect } from 'react';
import { client, useQuery } from '../../../client';
import { Button } from '../../../ui/button/button';
import { Dialog } from '../../../ui/dialog/dialog';
import { useTexts } from '../../../ui/i18n/texts';
import { QueryState } from '../../../ui/query-state/query-state';
import { copyText } from '../../../ui/toast/toast';
import { useLatest } from '../../../ui/use-latest';
import styles from '../database.module.css';
import { useSubject } from '../subject';
import { texts } from '../texts';
import { PlanTable } from './plan-table';

type PlanDialogProps = {
  readonly onClose: () => void;
  readonly onApply: () => void;
};

/** What applying would do, to read and to hand on; it changes nothing. */
export function PlanDialog({ onClose, onApply }: PlanDialogProps) {
  const t = useTexts(texts);
  const plan = useQuery(client.migrate.plan, useSubject().input);
  const latest = useLatest(plan.retry);
  // No table tells when a plan is stale: it is always asked anew.
  useEffect(() => latest.current(), [latest]);
  const steps = plan.data?.steps ?? [];
  const sql = () =>
    steps.map((step) => `-- ${step.name}\n${step.sql.map((one) => `${one.trim()};`).join('\n')}`);
  return (
    <Dialog
      opened
      size="large"
      onClose={onClose}
      title={t('plan.title')}
      footer={
        <>
          <Button
            look="quiet"
            icon="copy"
            disabled={steps.length === 0}
            onClick={() => void copyText(sql().join('\n\n'))}
          >
            {t('plan.copy')}
          </Button>
          <Button look="quiet" data-autofocus onClick={onClose}>
            {t('result.close')}
          </Button>
          <Button look="primary" disabled={steps.length === 0} onClick={onApply}>
            {t('apply.button', { count: steps.length })}
          </Button>
        </>
      }
    >
      <p>{t('plan.lead')}</p>
      <QueryState query={plan} title={t('apply.planFailed')}>
        {() =>
          steps.length === 0 ? (
            <p className={styles.muted}>{t('plan.none')}</p>
          ) : (
            <PlanTable steps={steps} withSql />
          )
        }
      </QueryState>
    </Dialog>
  );
}
