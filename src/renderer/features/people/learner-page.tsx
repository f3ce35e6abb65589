import { client, useQuery } from '../../client';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { useTexts } from '../../ui/i18n/texts';
import { addresses } from '../../ui/navigation/addresses';
import { BackLink, ButtonLink } from '../../ui/navigation/link';
import { useSearchParam } from '../../ui/navigation/location';
import { formatNumber } from '../../ui/number-text/format-number';
import { PageHeader } from '../../ui/page-header/page-header';
import { SkeletonLines } from '../../ui/skeleton/skeleton';
import { Tabs } from '../../ui/tabs/tabs';
import { AttemptTable } from './attempt-table';
import { LearnerDetails } from './learner-details';
import { LedgerTable } from './ledger-table';
import { Overview } from './overview';
import { nameOf } from './people-columns';
import styles from './people.module.css';
import type { PersonDetail } from './person-detail';
import { SubmissionTable } from './submission-table';
import { texts } from './texts';

const tabNames = ['overview', 'submissions', 'attempts', 'ledger'] as const;
type TabName = (typeof tabNames)[number];

/** One learner: progress, work, XP, and what was issued. */
export function LearnerPage({ params }: { readonly params: { readonly userId: string } }) {
  const t = useTexts(texts);
  const query = useQuery(client.people.get, { userId: params.userId });
  const person = query.data;
  if (query.failure && !person) {
    return (
      <ErrorPanel
        title={t('learner.failed')}
        {...query.failure}
        onRetry={query.retry}
        actions={<ButtonLink to={addresses.people}>{t('learner.back')}</ButtonLink>}
      />
    );
  }
  if (!person) {
    return (
      <div className={styles.loading}>
        <SkeletonLines lines={6} />
      </div>
    );
  }
  const facts = [
    t('learner.level', { level: formatNumber(person.level) }),
    t('learner.xp', { xp: formatNumber(person.totalXP) }),
    person.email,
  ];
  return (
    <>
      <PageHeader
        back={<BackLink to={addresses.people} label={t('learner.back')} />}
        title={nameOf(person)}
        sub={facts.filter(Boolean).join(' · ')}
      />
      <div className={styles.page}>
        <div className={styles.record}>
          <Parts person={person} />
        </div>
        <LearnerDetails person={person} />
      </div>
    </>
  );
}

function Parts({ person }: { readonly person: PersonDetail }) {
  const t = useTexts(texts);
  const [asked, setTab] = useSearchParam('tab', 'overview');
  const tab = tabNames.find((name) => name === asked) ?? 'overview';
  const counts: { readonly [name in TabName]?: number } = {
    submissions: person.submissions.length,
    attempts: person.attempts.length,
    ledger: person.ledger.length,
  };
  return (
    <Tabs
      label={t('learner.tabs')}
      value={tab}
      onChange={setTab}
      tabs={tabNames.map((value) => ({
        value,
        label: t(`learner.${value}`),
        count: counts[value],
      }))}
    >
      {tab === 'overview' && <Overview person={person} />}
      {tab === 'submissions' && <SubmissionTable rows={person.submissions} />}
      {tab === 'attempts' && <AttemptTable rows={person.attempts} />}
      {tab === 'ledger' && <LedgerTable rows={person.ledger} />}
    </Tabs>
  );
}
