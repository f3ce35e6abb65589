import { useEffect } from 'react';
import { client, useCommand, useQuery } from '../../client';
import { ReviewDialog } from '../../ui/dialog/review-dialog';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { useTexts } from '../../ui/i18n/texts';
import { Icon } from '../../ui/icons/icon';
import { formatNumber } from '../../ui/number-text/format-number';
import { SkeletonLines } from '../../ui/skeleton/skeleton';
import { useLatest } from '../../ui/use-latest';
import { needsReading } from './apply-failure';
import type { ApplyOutcome } from './apply-failure';
import styles from './database.module.css';
import type { PlannedStep } from './steps';
import { texts } from './texts';

type ApplyDialogProps = {
  /** The last step to apply; everything pending when null. */
  readonly to: string | null;
  readonly onClose: () => void;
  /** Called with an outcome that has to be read, and with null when all went well. */
  readonly onOutcome: (outcome: ApplyOutcome | null) => void;
};

/** The step before steps are applied: which, how many rows, and whether there is a way back. */
export function ApplyDialog({ to, onClose, onOutcome }: ApplyDialogProps) {
  const t = useTexts(texts);
  const range = to === null ? {} : { to };
  const plan = useQuery(client.migrate.plan, range);
  const latest = useLatest(plan.retry);
  // No table tells when a plan is stale: it is always asked anew.
  useEffect(() => latest.current(), [latest]);
  const apply = useCommand(client.migrate.up, {
    success: (outcome) =>
      needsReading(outcome) ? undefined : t('apply.done', { count: outcome.applied.length }),
    failureTitle: t('apply.failedTitle'),
    onDone: (outcome) => {
      onOutcome(needsReading(outcome) ? outcome : null);
      onClose();
    },
  });
  const steps = plan.data?.steps ?? [];
  const isEmpty = plan.data !== undefined && steps.length === 0;
  return (
    <ReviewDialog
      opened
      size="large"
      onClose={onClose}
      title={t('apply.title', { count: steps.length })}
      lead={t('apply.lead')}
      consequences={[
        { text: t('apply.backup'), tone: 'good' },
        { text: t('apply.untouched'), tone: 'good' },
      ]}
      confirmLabel={t('apply.confirm', { count: steps.length })}
      blocked={isEmpty ? t('apply.none') : undefined}
      pending={apply.isPending || plan.isFetching}
      onConfirm={() => void apply.run(range)}
    >
      {plan.isLoading && <SkeletonLines lines={4} />}
      {plan.failure && (
        <ErrorPanel title={t('apply.planFailed')} {...plan.failure} onRetry={plan.retry} />
      )}
      {steps.length > 0 && <PlanTable steps={steps} />}
    </ReviewDialog>
  );
}

function PlanTable({ steps }: { readonly steps: readonly PlannedStep[] }) {
  const t = useTexts(texts);
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{t('apply.label')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('apply.step')}</th>
          <th scope="col" className={styles.figure}>
            {t('apply.rows')}
          </th>
          <th scope="col">{t('apply.reversible')}</th>
          <th scope="col">{t('apply.losses')}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ name, rows, reversible, lostByDown }) => (
          <tr key={name}>
            <td>
              <code>{name}</code>
            </td>
            <td className={styles.figure}>{formatNumber(rows)}</td>
            <td>
              <Icon
                name={reversible ? 'check' : 'minus'}
                tone={reversible ? 'good' : 'muted'}
                label={t(reversible ? 'apply.reversible' : 'apply.oneWay')}
              />
            </td>
            <td>{lossText(lostByDown) || t('apply.nothing')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function lossText(losses: PlannedStep['lostByDown']): string {
  return Object.entries(losses)
    .map(([object, count]) => `${object} ${formatNumber(count)}`)
    .join(', ');
}
