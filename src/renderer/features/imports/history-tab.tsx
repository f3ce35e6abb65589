import { useMemo, useState } from 'react';
import { client, useQuery } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { Button } from '../../ui/button/button';
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
import styles from './imports.module.css';
import type { PastImport } from './past-import';
import { texts } from './texts';
import { UndoImportDialog } from './undo-import-dialog';

const keyOf = (one: PastImport) => one.importId;
const textOf = (one: PastImport) => `${one.files.join(' ')} ${one.quizTitle ?? ''}`;

function open({ quizId, quizTitle }: PastImport): void {
  if (quizId !== null && quizTitle !== null) navigate(`/quizzes/${encodeURIComponent(quizId)}`);
}

/** Every import so far; each can be undone as a whole. */
export function HistoryTab() {
  const t = useTexts(texts);
  const [filter, setFilter] = useState('');
  const [undone, setUndone] = useState<PastImport | null>(null);
  const [active, setActive] = useState<PastImport | null>(null);
  const query = useQuery(client.imports.list, {});
  const rows = query.data?.imports;
  const shown = useMemo(() => rows && filterRows(rows, filter, textOf), [rows, filter]);
  const columns = useColumns(setUndone);
  useActions([
    {
      id: 'imports.undo',
      name: t('history.actions'),
      group: t('group'),
      shortcut: 'Delete',
      disabled: active === null || active.undone,
      run: () => setUndone(active),
    },
  ]);
  if (query.failure && !rows) return <ErrorPanel {...query.failure} onRetry={query.retry} />;
  return (
    <div className={styles.history}>
      <div className={styles.historyTop}>
        <SearchField label={t('history.filter')} value={filter} onChange={setFilter} />
      </div>
      <DataTable
        id="imports"
        label={t('history.label')}
        columns={columns}
        rows={shown}
        rowKey={keyOf}
        onOpen={open}
        onActive={setActive}
        emptyKind={filter === '' ? 'nothing' : 'filtered'}
        onClearFilter={() => setFilter('')}
        empty={
          <EmptyState icon="import" title={t('history.empty')} text={t('history.emptyText')} />
        }
      />
      {undone && <UndoImportDialog past={undone} onClose={() => setUndone(null)} />}
    </div>
  );
}

function useColumns(onUndo: (past: PastImport) => void): readonly Column<PastImport>[] {
  const t = useTexts(texts);
  return useMemo(
    () => [
      {
        id: 'files',
        header: t('history.files'),
        width: 260,
        grow: true,
        cell: (past) => <span title={past.files.join('\n')}>{past.files.join(', ')}</span>,
        sortValue: (past) => past.files.join(', '),
      },
      {
        id: 'quiz',
        header: t('history.quiz'),
        width: 240,
        cell: (past) =>
          past.quizTitle === null ? (
            t('history.noQuiz')
          ) : (
            <RowLink onOpen={() => open(past)}>{past.quizTitle}</RowLink>
          ),
        sortValue: (past) => past.quizTitle,
      },
      {
        id: 'imported',
        header: t('history.questions'),
        width: 100,
        align: 'end',
        cell: (past) => formatNumber(past.imported),
        sortValue: (past) => past.imported,
      },
      {
        id: 'at',
        header: t('history.when'),
        width: 180,
        cell: (past) => <DateText value={past.at} kind="time" />,
        sortValue: (past) => past.at,
      },
      {
        id: 'state',
        header: t('history.state'),
        width: 110,
        cell: (past) =>
          past.undone ? (
            <Tag>{t('history.undone')}</Tag>
          ) : (
            <Tag tone="good">{t('history.there')}</Tag>
          ),
        sortValue: (past) => Number(past.undone),
      },
      {
        id: 'undo',
        header: '',
        width: 92,
        cell: (past) =>
          !past.undone && (
            <Button look="quiet" size="small" tabIndex={-1} onClick={() => onUndo(past)}>
              {t('history.undo')}
            </Button>
          ),
      },
    ],
    [t, onUndo],
  );
}
