import { client, useQuery } from '../../../client';
import { useTexts } from '../../../ui/i18n/texts';
import { formatNumber } from '../../../ui/number-text/format-number';
import { Section } from '../../../ui/page/page';
import { longestWaitIn } from '../events/event-text';
import { useOutcome } from '../run/run-store';
import { keyOf, useSubject } from '../subject';
import styles from './runbook.module.css';
import { texts } from './texts';

/** How long a step may make others wait, and how long they have waited. */
export function LockBudget() {
  const t = useTexts(texts);
  const { input } = useSubject();
  const { outcome } = useOutcome(keyOf(input));
  const events = useQuery(client.migrate.history, { ...input, kind: 'apply' }).data?.events ?? [];
  const longest = Math.max(outcome?.longestWaitMs ?? 0, longestWaitIn(events));
  return (
    <Section title={t('locks')}>
      <p className={styles.quiet}>
        {t('locksText')}{' '}
        {longest === 0 ? (
          t('longestNone')
        ) : (
          <>
            {t('longest')} <b>{t('ms', { ms: formatNumber(longest) })}</b>.
          </>
        )}
      </p>
    </Section>
  );
}
