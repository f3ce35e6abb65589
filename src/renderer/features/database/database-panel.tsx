import { Facts } from '../../ui/facts/facts';
import { useTexts } from '../../ui/i18n/texts';
import { Icon } from '../../ui/icons/icon';
import { formatNumber } from '../../ui/number-text/format-number';
import { Section } from '../../ui/page/page';
import { LockBudget } from './runbook/lock-budget';
import { RunbookPanel } from './runbook/runbook-panel';
import styles from './database.module.css';
import { isApplied, newestNumber } from './steps/steps';
import type { Status } from './steps/steps';
import { useSubject } from './subject';
import { texts } from './texts';

/** What has to be done before steps are applied, what this database is, and what does not fit. */
export function DatabasePanel({
  status,
  onBackUp,
  onShowPreflight,
}: {
  readonly status: Status;
  readonly onBackUp: () => void;
  readonly onShowPreflight: () => void;
}) {
  const t = useTexts(texts);
  const isServer = useSubject().target !== null;
  const { steps, drift, engine, version } = status;
  const schema = [newestNumber(steps, 'plan'), newestNumber(steps, 'lectern')].filter(Boolean);
  const applied = formatNumber(steps.filter(isApplied).length);
  return (
    <aside className={styles.panel} aria-label={t('facts.heading')} tabIndex={0}>
      {isServer && (
        <>
          <RunbookPanel onBackUp={onBackUp} onShowPreflight={onShowPreflight} />
          <LockBudget />
        </>
      )}
      <Section title={t('facts.heading')}>
        <div className={styles.facts}>
          <Facts
            facts={[
              { name: t('facts.engine'), value: `${t(engine)} ${version}` },
              { name: t('facts.schema'), value: schema.join(' · ') || t('facts.noSchema') },
              {
                name: t('facts.steps'),
                value: t('facts.applied', { applied, total: formatNumber(steps.length) }),
              },
              {
                name: t('facts.drift'),
                value:
                  drift.length === 0
                    ? t('facts.noDrift')
                    : t('facts.driftCount', { count: drift.length }),
              },
            ]}
          />
        </div>
      </Section>
      {drift.length > 0 && <Drift drift={drift} />}
    </aside>
  );
}

function Drift({ drift }: { readonly drift: Status['drift'] }) {
  const t = useTexts(texts);
  return (
    <Section title={t('drift.heading')}>
      <ul className={styles.checks}>
        {drift.map(({ object, expected, found }) => (
          <li key={`${object} ${expected}`} className={styles.check}>
            <Icon name="warning" tone="wait" />
            <span>
              <code>{object}</code>
              <small>{t('drift.expected', { expected })}</small>
              <small>{t('drift.found', { found })}</small>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
