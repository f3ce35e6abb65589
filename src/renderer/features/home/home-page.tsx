import { client, useQuery } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { useTexts } from '../../ui/i18n/texts';
import { addresses } from '../../ui/navigation/addresses';
import { ButtonLink } from '../../ui/navigation/link';
import { navigate } from '../../ui/navigation/location';
import { PageHeader } from '../../ui/page-header/page-header';
import { QueryState } from '../../ui/query-state/query-state';
import { Activity } from './activity';
import styles from './home-page.module.css';
import { Overview } from './overview';
import { texts } from './texts';
import { Welcome } from './welcome';

const today = new Intl.DateTimeFormat(undefined, { dateStyle: 'full' });

/** What is waiting for this person, and what was done last. */
export function HomePage() {
  const t = useTexts(texts);
  const summary = useQuery(client.home.summary, {});
  const first = summary.data?.toGrade[0];
  const gradeAt = first ? addresses.gradingRoom(first.assignmentId) : addresses.grading;
  useActions([
    {
      id: 'home.grade',
      name: t('actions.grade'),
      group: t('actions.group'),
      shortcut: 'n',
      run: () => navigate(gradeAt),
    },
    {
      id: 'home.import',
      name: t('actions.import'),
      group: t('actions.group'),
      shortcut: 'i',
      run: () => navigate(addresses.importQuestions()),
    },
  ]);
  return (
    <>
      <PageHeader
        title={t('title')}
        sub={today.format(new Date())}
        actions={
          <>
            <ButtonLink to={addresses.importQuestions()}>{t('actions.import')}</ButtonLink>
            <ButtonLink to={gradeAt} look="primary">
              {t('actions.grade')}
            </ButtonLink>
          </>
        }
      />
      <div className={styles.columns}>
        <div className={styles.main}>
          <Welcome />
          <QueryState query={summary} title={t('failed')}>
            {(data) => <Overview summary={data} />}
          </QueryState>
        </div>
        <Activity />
      </div>
    </>
  );
}
