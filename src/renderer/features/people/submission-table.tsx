import { useMemo } from 'react';
import type { Column } from '../../ui/data-table/column';
import { DataTable } from '../../ui/data-table/data-table';
import { RowLink } from '../../ui/data-table/row-link';
import { DateText } from '../../ui/date-text/date-text';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { useTexts } from '../../ui/i18n/texts';
import { addresses } from '../../ui/navigation/addresses';
import { navigate } from '../../ui/navigation/location';
import { Tag } from '../../ui/tag/tag';
import type { PersonDetail } from './person-detail';
import { shareOf, shareText, useScoreText } from './score-text';
import { texts } from './texts';

type Submission = PersonDetail['submissions'][number];

const submissionKey = (submission: Submission) => submission.id;
const openSubmission = ({ assignmentId, id }: Submission) =>
  navigate(`${addresses.gradingRoom(assignmentId)}?submission=${encodeURIComponent(id)}`);

/** What a learner has handed in; Enter opens it in the grading room. */
export function SubmissionTable({ rows }: { readonly rows: readonly Submission[] }) {
  const t = useTexts(texts);
  return (
    <DataTable
      id="learner-submissions"
      label={t('submissions.label')}
      columns={useColumns()}
      rows={rows}
      rowKey={submissionKey}
      onOpen={openSubmission}
      initialSort={{ column: 'submitted', descending: true }}
      empty={
        <EmptyState
          icon="assignments"
          title={t('submissions.empty')}
          text={t('submissions.emptyText')}
        />
      }
    />
  );
}

function useColumns(): readonly Column<Submission>[] {
  const t = useTexts(texts);
  const scoreText = useScoreText();
  return useMemo(
    () => [
      {
        id: 'assignment',
        header: t('submissions.assignment'),
        width: 240,
        grow: true,
        cell: (one) => <RowLink onOpen={() => openSubmission(one)}>{one.assignmentTitle}</RowLink>,
        sortValue: ({ assignmentTitle }) => assignmentTitle,
      },
      {
        id: 'score',
        header: t('submissions.score'),
        width: 110,
        align: 'end',
        cell: ({ score, maxPoints }) => scoreText(score, maxPoints),
        sortValue: ({ score }) => score,
      },
      {
        id: 'percent',
        header: t('submissions.percent'),
        width: 90,
        align: 'end',
        cell: ({ score, maxPoints }) => shareText(score, maxPoints),
        sortValue: ({ score, maxPoints }) => shareOf(score, maxPoints),
      },
      {
        id: 'state',
        header: t('submissions.state'),
        width: 110,
        cell: ({ score }) =>
          score === null ? (
            <Tag tone="accent">{t('submissions.toGrade')}</Tag>
          ) : (
            <Tag tone="good" icon="check">
              {t('submissions.graded')}
            </Tag>
          ),
        sortValue: ({ score }) => Number(score !== null),
      },
      {
        id: 'submitted',
        header: t('submissions.submitted'),
        width: 170,
        cell: ({ submittedAt }) => <DateText value={submittedAt} kind="time" />,
        sortValue: ({ submittedAt }) => submittedAt,
      },
    ],
    [t, scoreText],
  );
}
