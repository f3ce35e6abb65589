import { useMemo } from 'react';
import type { Column } from '../../ui/data-table/column';
import { DataTable } from '../../ui/data-table/data-table';
import { DateText } from '../../ui/date-text/date-text';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { useTexts } from '../../ui/i18n/texts';
import { Tag } from '../../ui/tag/tag';
import type { PersonDetail } from './person-detail';
import { shareOf, shareText, useScoreText } from './score-text';
import { texts } from './texts';

type Attempt = PersonDetail['attempts'][number];

const attemptKey = (attempt: Attempt) => attempt.id;

/** A learner's finished attempts at quizzes. */
export function AttemptTable({ rows }: { readonly rows: readonly Attempt[] }) {
  const t = useTexts(texts);
  return (
    <DataTable
      id="learner-attempts"
      label={t('attempts.label')}
      columns={useColumns()}
      rows={rows}
      rowKey={attemptKey}
      initialSort={{ column: 'finished', descending: true }}
      empty={
        <EmptyState icon="quizzes" title={t('attempts.empty')} text={t('attempts.emptyText')} />
      }
    />
  );
}

function useColumns(): readonly Column<Attempt>[] {
  const t = useTexts(texts);
  const scoreText = useScoreText();
  return useMemo(
    () => [
      {
        id: 'quiz',
        header: t('attempts.quiz'),
        width: 240,
        grow: true,
        cell: ({ quizTitle }) => quizTitle,
        sortValue: ({ quizTitle }) => quizTitle,
      },
      {
        id: 'score',
        header: t('attempts.score'),
        width: 110,
        align: 'end',
        cell: ({ score, totalPoints }) => scoreText(score, totalPoints),
        sortValue: ({ score }) => score,
      },
      {
        id: 'percent',
        header: t('attempts.percent'),
        width: 90,
        align: 'end',
        cell: ({ score, totalPoints }) => shareText(score, totalPoints),
        sortValue: ({ score, totalPoints }) => shareOf(score, totalPoints),
      },
      {
        id: 'result',
        header: t('attempts.result'),
        width: 110,
        cell: ({ passed }) =>
          passed ? (
            <Tag tone="good" icon="check">
              {t('attempts.passed')}
            </Tag>
          ) : (
            <Tag>{t('attempts.notPassed')}</Tag>
          ),
        sortValue: ({ passed }) => Number(passed),
      },
      {
        id: 'finished',
        header: t('attempts.finished'),
        width: 170,
        cell: ({ completedAt }) => <DateText value={completedAt} kind="time" />,
        sortValue: ({ completedAt }) => completedAt,
      },
    ],
    [t, scoreText],
  );
}
