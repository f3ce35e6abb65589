import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useActions } from '../../../ui/actions/registry';
import { Button } from '../../../ui/button/button';
import { SearchField } from '../../../ui/field/search-field';
import { filterRows } from '../../../ui/filter/fold-text';
import { useTexts } from '../../../ui/i18n/texts';
import { addresses } from '../../../ui/navigation/addresses';
import { BackLink } from '../../../ui/navigation/link';
import { useSearchParam } from '../../../ui/navigation/location';
import { PageHeader } from '../../../ui/page-header/page-header';
import { Tabs } from '../../../ui/tabs/tabs';
import styles from '../certificates.module.css';
import { PreviewDialog } from '../preview/preview-dialog';
import { texts } from '../texts';
import { AlreadyTable } from './already-table';
import { EligibleTable } from './eligible-table';
import { learnersToIssue } from './eligibility';
import type { EligibleLearner, Eligibility } from './eligibility';
import { IssueProgress } from './issue-progress';
import { IssueResult } from './issue-result';
import { OthersTable } from './others-table';
import { ReviewIssueDialog } from './review-issue-dialog';
import { Rule } from './rule';
import { useIssue } from './use-issue';

type IssueCourseProps = {
  readonly course: { readonly id: string; readonly title: string };
  readonly eligibility: Eligibility;
  readonly picker: ReactNode;
};

const tabs = ['eligible', 'already', 'not'] as const;

const learnerText = (one: EligibleLearner) => `${one.learnerName ?? ''} ${one.userId}`;

/** Issuing certificates of one course. */
export function IssueCourse({ course, eligibility, picker }: IssueCourseProps) {
  const t = useTexts(texts);
  const [asked, setTab] = useSearchParam('tab', 'eligible');
  const tab = tabs.find((one) => one === asked) ?? 'eligible';
  const [filter, setFilter] = useState('');
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [isReviewing, setReviewing] = useState(false);
  const [previewed, setPreviewed] = useState<EligibleLearner | null>(null);
  const issue = useIssue(course);
  const listed = useMemo(
    () => filterRows(eligibility.eligible, filter, learnerText),
    [eligibility, filter],
  );
  const chosen = learnersToIssue(listed, ticked);
  const review = () => chosen.length > 0 && !issue.isRunning && setReviewing(true);
  const canIssue = tab === 'eligible' && chosen.length > 0 && !issue.isRunning;
  useIssueAction(review, canIssue);
  const clear = () => setFilter('');
  return (
    <>
      <PageHeader
        back={<BackLink to={addresses.certificates} label={t('issue.back')} />}
        title={t('issue.title')}
        actions={
          <Button
            look="primary"
            pending={issue.isRunning}
            disabled={!canIssue && !issue.isRunning}
            onClick={review}
          >
            {issue.isRunning
              ? t('issue.running')
              : chosen.length === 0
                ? t('issue.buttonNone')
                : t('issue.button', { count: chosen.length })}
          </Button>
        }
        filters={
          <>
            {picker}
            <SearchField label={t('issue.filter')} value={filter} onChange={setFilter} />
          </>
        }
      />
      {issue.isRunning && <IssueProgress issue={issue} course={course.title} />}
      {issue.outcome && <IssueResult outcome={issue.outcome} onClose={issue.putAside} />}
      <Rule rule={eligibility.rule} />
      <div className={styles.tabs}>
        <Tabs
          label={t('issue.tabs')}
          value={tab}
          onChange={setTab}
          tabs={tabs.map((value) => ({
            value,
            label: t(`issue.${value}`),
            count: eligibility[value].length,
          }))}
        >
          {tab === 'eligible' && (
            <EligibleTable
              rows={listed}
              isFiltered={filter !== ''}
              onClearFilter={clear}
              ticked={ticked}
              onTick={setTicked}
              onPreview={setPreviewed}
            />
          )}
          {tab === 'already' && (
            <AlreadyTable
              courseId={course.id}
              already={eligibility.already}
              filter={filter}
              onClearFilter={clear}
            />
          )}
          {tab === 'not' && (
            <OthersTable rows={eligibility.not} filter={filter} onClearFilter={clear} />
          )}
        </Tabs>
      </div>
      {isReviewing && (
        <ReviewIssueDialog
          course={course}
          learners={chosen}
          onClose={() => setReviewing(false)}
          onConfirm={(out) => {
            setReviewing(false);
            issue.run(
              chosen.map(({ userId }) => userId),
              out,
            );
          }}
        />
      )}
      {previewed && (
        <PreviewDialog
          courseId={course.id}
          learner={previewed}
          onClose={() => setPreviewed(null)}
        />
      )}
    </>
  );
}

function useIssueAction(run: () => void, canIssue: boolean): void {
  const t = useTexts(texts);
  useActions([
    {
      id: 'certificates.issueNow',
      name: t('actions.issueNow'),
      group: t('group'),
      shortcut: 'mod+Enter',
      disabled: !canIssue,
      run,
    },
  ]);
}
