import { Button } from '../../../ui/button/button';
import { DateText } from '../../../ui/date-text/date-text';
import { Facts } from '../../../ui/facts/facts';
import { useTexts } from '../../../ui/i18n/texts';
import { Icon } from '../../../ui/icons/icon';
import { formatNumber } from '../../../ui/number-text/format-number';
import { Section } from '../../../ui/page/page';
import { tableName } from '../names/field-name';
import styles from '../sync.module.css';
import { texts } from '../texts';
import type { Health } from './health';
import type { Differences, MirrorCheck } from './use-mirror-check';

type MirrorSectionProps = { readonly health: Health; readonly check: MirrorCheck };

/** Whether what is here is what the server has, and what makes sure of it. */
export function MirrorSection({ health, check }: MirrorSectionProps) {
  const t = useTexts(texts);
  const { found, verify, isVerifying, repair, isRepairing } = check;
  return (
    <Section title={t('health.mirror')}>
      <Facts
        facts={[
          {
            name: t('health.verified'),
            value: <DateText value={health.lastVerifiedAt} kind="time" />,
            action: (
              <Button size="small" shortcut="v" pending={isVerifying} onClick={verify}>
                {t('health.verify')}
              </Button>
            ),
          },
          {
            name: t('health.repaired'),
            value: t('health.repairedSoFar', { count: health.repaired }),
          },
          { name: t('health.triggers'), value: <Triggers triggers={health.triggers} /> },
        ]}
      />
      {found && found.length > 0 && (
        <Found found={found} onRepair={repair} isRepairing={isRepairing} />
      )}
    </Section>
  );
}

function Triggers({ triggers }: { readonly triggers: Health['triggers'] }) {
  const t = useTexts(texts);
  const bad = triggers.filter(({ state }) => state !== 'ok');
  if (triggers.length === 0) return <>{t('health.triggersUnknown')}</>;
  if (bad.length === 0) {
    return (
      <span className={styles.withIcon}>
        <Icon name="check" tone="good" />
        {t('health.triggersOk', { count: triggers.length })}
      </span>
    );
  }
  return (
    <div className={styles.stack}>
      {bad.map(({ table, state }) => (
        <span key={table} className={styles.withIcon}>
          <Icon name="warning" tone="bad" />
          {t(`health.trigger.${state === 'disabled' ? 'disabled' : 'missing'}`, {
            table: tableName(table),
          })}
        </span>
      ))}
      <small className={styles.faint}>{t('health.triggersRemedy')}</small>
    </div>
  );
}

/** Above this many ids of a table, the rest is counted. */
const mostIds = 12;

function Found({
  found,
  onRepair,
  isRepairing,
}: {
  readonly found: Differences;
  readonly onRepair: () => void;
  readonly isRepairing: boolean;
}) {
  const t = useTexts(texts);
  const rows = found.reduce((sum, { ids }) => sum + ids.length, 0);
  return (
    <div className={styles.notice} role="status">
      <Icon name="warning" tone="wait" />
      <div className={styles.stack}>
        <b>{t('health.differ', { count: rows })}</b>
        <ul className={styles.plainList}>
          {found.map(({ table, ids }) => (
            <li key={table}>
              {tableName(table)}: <code>{ids.slice(0, mostIds).join(', ')}</code>
              {ids.length > mostIds &&
                ` ${t('more', { number: formatNumber(ids.length - mostIds) })}`}
            </li>
          ))}
        </ul>
        <span>{t('health.repairText')}</span>
        <span>
          <Button look="primary" pending={isRepairing} onClick={onRepair}>
            {t('health.repair', { count: rows })}
          </Button>
        </span>
      </div>
    </div>
  );
}
