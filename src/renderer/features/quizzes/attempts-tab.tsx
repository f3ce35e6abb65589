import { useMemo, useState } from 'react';
import type { OutputOf } from '../../../shared/contract/define';
import type { attempts } from '../../../shared/contract/attempts';
import { client, useQuery } from '../../client';
import type { Column } from '../../ui/data-table/column';
import { DataTable } from '../../ui/data-table/data-table';
import { RowLink } from '../../ui/data-table/row-link';
import { DateText } from '../../ui/date-text/date-text';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { SearchField } from '../../ui/field/search-field';
import { filterRows } from '../../ui/filter/fold-text';
import { useTexts } from '../../ui/i18n/texts';
import { navigate } from '../../ui/navigation/location';
import { formatNumber } from '../../ui/number-text/format-number';
import { Tag } from '../../ui/tag/tag';
import styles from './quizzes.module.css';
import { texts } from './texts';

type Attempt = OutputOf<typeof attempts.list>['attempts'][number];

const keyOf = (attempt: Attempt) => attempt.id;
const nameOf = (attempt: Attempt) => attempt.learnerName ?? attempt.userId;
const open = (attempt: Attempt) => navigate(`/people/${encodeURIComponent(attempt.userId)}`);

function shareOf({ score, totalPoints }: Attempt): number | null {
  return totalPoints > 0 ? score / totalPoints : null;
}

/** Everybody's attempts at the quiz, newest first. */
export function AttemptsTab({ quizId }: { readonly quizId: string }) {
  const t = useTexts(texts);
  const [filter, setFilter] = useState('');
  const query = useQuery(client.attempts.list, { quizId });
  const rows = query.data?.attempts;
  const shown = useMemo(() => rows && filterRows(rows, filter, nameOf), [rows, filter]);
  const columns = useColumns();
  if (query.failure && !rows) return <ErrorPanel {...query.failure} onRetry={query.retry} />;
  return (
    <div className={styles.attempts}>
      <div className={styles.attemptsTop}>
        <SearchField label={t('attempts.filter')} value={filter} onChange={setFilter} />
      </div>
      <DataTable
        id="quiz-attempts"
        label={t('attempts.label')}
        columns={columns}
        rows={shown}
        rowKey={keyOf}
        onOpen={open}
        initialSort={{ column: 'completed', descending: true }}
        emptyKind={filter === '' ? 'nothing' : 'filtered'}
        onClearFilter={() => setFilter('')}
        empty={
          <EmptyState icon="people" title={t('attempts.empty')} text={t('attempts.emptyText')} />
        }
      />
    </div>
  );
}

function useColumns(): readonly Column<Attempt>[] {
  const t = useTexts(texts);
  return useMemo(
    () => [
      {
        id: 'learner',
        header: t('attempts.learner'),
        width: 280,
        grow: true,
        cell: (attempt) => <RowLink onOpen={() => open(attempt)}>{nameOf(attempt)}</RowLink>,
        sortValue: nameOf,
      },
      {
        id: 'score',
        header: t('attempts.score'),
        width: 120,
        align: 'end',
        cell: ({ score, totalPoints }) =>
          t('attempts.of', { score: formatNumber(score), total: formatNumber(totalPoints) }),
        sortValue: ({ score }) => score,
      },
      {
        id: 'percent',
        header: t('attempts.percent'),
        width: 100,
        align: 'end',
        cell: (attempt) => {
          const share = shareOf(attempt);
          return share === null ? '–' : `${formatNumber(Math.round(share * 100))} %`;
        },
        sortValue: shareOf,
      },
      {
        id: 'result',
        header: t('attempts.result'),
        width: 130,
        cell: ({ passed }) =>
          passed ? (
            <Tag tone="good" icon="check">
              {t('attempts.passed')}
            </Tag>
          ) : (
            <Tag>{t('attempts.failed')}</Tag>
          ),
        sortValue: ({ passed }) => Number(passed),
      },
      {
        id: 'waiting',
        header: t('attempts.waiting'),
        width: 170,
        cell: ({ waiting }) =>
          waiting > 0 && <Tag tone="wait">{t('attempts.waitingCount', { count: waiting })}</Tag>,
        sortValue: ({ waiting }) => waiting,
      },
      {
        id: 'completed',
        header: t('attempts.completed'),
        width: 180,
        cell: ({ completedAt }) => <DateText value={completedAt} kind="time" />,
        sortValue: ({ completedAt }) => completedAt,
      },
    ],
    [t],
  );
}
