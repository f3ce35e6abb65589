import { Fragment } from 'react';
import { useTexts } from '../../../ui/i18n/texts';
import { Icon } from '../../../ui/icons/icon';
import { formatNumber } from '../../../ui/number-text/format-number';
import styles from '../database.module.css';
import { SqlCode } from '../steps/sql-code';
import { useDuration } from '../steps/step-duration';
import type { PlannedStep } from '../steps/steps';
import { texts } from '../texts';
import { blockingLocks, lockText, lossText } from './plan-text';

type PlanTableProps = {
  readonly steps: readonly PlannedStep[];
  /** With the SQL of each step below it, folded. */
  readonly withSql?: boolean;
};

/** What applying would do, step by step: locks, rows, time, and what the way back would lose. */
export function PlanTable({ steps, withSql = false }: PlanTableProps) {
  const t = useTexts(texts);
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{t('apply.label')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('apply.step')}</th>
          <th scope="col">{t('plan.locks')}</th>
          <th scope="col" className={styles.figure}>
            {t('apply.rows')}
          </th>
          <th scope="col" className={styles.figure}>
            {t('plan.time')}
          </th>
          <th scope="col">{t('apply.reversible')}</th>
          <th scope="col">{t('apply.losses')}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <Fragment key={step.name}>
            <PlanRow step={step} />
            {withSql && <SqlRow step={step} />}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function PlanRow({ step }: { readonly step: PlannedStep }) {
  const t = useTexts(texts);
  const duration = useDuration();
  const { name, rows, locks, estimatedMs, exists, reversible, lostByDown } = step;
  return (
    <tr>
      <td className={styles.whole}>
        <code>{name}</code>
        {exists && <small className={styles.note}>{t('plan.exists')}</small>}
      </td>
      <td>{lockText(blockingLocks(locks)) || t('plan.noLock')}</td>
      <td className={styles.figure}>{formatNumber(rows)}</td>
      <td className={styles.figure}>
        {estimatedMs === null ? t('plan.moment') : t('plan.about', { time: duration(estimatedMs) })}
      </td>
      <td>
        <Icon
          name={reversible ? 'check' : 'minus'}
          tone={reversible ? 'good' : 'muted'}
          label={t(reversible ? 'apply.reversible' : 'apply.oneWay')}
        />
      </td>
      <td>{lossText(lostByDown) || t('apply.nothing')}</td>
    </tr>
  );
}

function SqlRow({ step: { name, sql } }: { readonly step: PlannedStep }) {
  const t = useTexts(texts);
  if (sql.length === 0) return null;
  return (
    <tr>
      <td colSpan={6}>
        <details className={styles.fold}>
          <summary>{t('plan.statements', { count: sql.length, name })}</summary>
          <SqlCode
            sql={sql.map((statement) => `${statement.trim()};`).join('\n\n')}
            label={t('sql.label', { step: name })}
          />
        </details>
      </td>
    </tr>
  );
}
