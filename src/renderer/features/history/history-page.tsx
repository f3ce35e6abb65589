import { useCallback, useMemo, useState } from 'react';
import type { ActionSummary } from '../../../shared/contract/history';
import { client, useCommand, useQuery } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { DataTable } from '../../ui/data-table/data-table';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { SearchField } from '../../ui/field/search-field';
import { SegmentedControl } from '../../ui/field/segmented-control';
import { filterRows } from '../../ui/filter/fold-text';
import { useTexts } from '../../ui/i18n/texts';
import { addresses } from '../../ui/navigation/addresses';
import { BackLink } from '../../ui/navigation/link';
import { PageBody } from '../../ui/page/page';
import { PageHeader } from '../../ui/page-header/page-header';
import { countNewer, isNextUndo, isStanding } from './can-undo';
import { labelOf, useHistoryColumns } from './history-columns';
import { HistoryPaging } from './history-paging';
import styles from './history.module.css';
import { texts } from './texts';
import { UndoDialog } from './undo-dialog';
import { UndoRedo } from './undo-redo';
import { useHistoryPages } from './use-history-pages';

const actionKey = ({ action }: ActionSummary) => action;
const actionText = (action: ActionSummary) => `${labelOf(action)} ${action.who} ${action.name}`;

const states = ['all', 'standing', 'undone'] as const;
type State = (typeof states)[number];

const isIn: { readonly [state in State]: (action: ActionSummary) => boolean } = {
  all: () => true,
  standing: isStanding,
  undone: ({ undone }) => undone,
};

/** The journal as a person reads it; each action can be taken back, not only the newest. */
export function HistoryPage() {
  const t = useTexts(texts);
  const pages = useHistoryPages();
  const next = useQuery(client.history.next, {}).data;
  const [filter, setFilter] = useState('');
  const [state, setState] = useState<State>('all');
  const [active, setActive] = useState<ActionSummary | null>(null);
  const [asked, setAsked] = useState<ActionSummary | null>(null);
  const undo = useCommand(client.history.undo, {
    success: ({ undone }) => t('undoDone', { label: undone.label }),
    failureTitle: t('undoFailed'),
    onDone: () => setAsked(null),
  });
  const { run } = undo;
  const ask = useCallback(
    (action: ActionSummary) => {
      if (!isStanding(action)) return;
      if (isNextUndo(action, next?.undo)) void run({ action: action.action });
      else setAsked(action);
    },
    [next, run],
  );
  const columns = useHistoryColumns(next?.undo?.action, ask);
  const { actions } = pages;
  const shown = useMemo(
    () => actions && filterRows(actions.filter(isIn[state]), filter, actionText),
    [actions, state, filter],
  );
  useActions([
    {
      id: 'history.undoThis',
      name: t('actions.undoThis'),
      group: t('group'),
      shortcut: 'u',
      disabled: !active || !isStanding(active),
      run: () => active && ask(active),
    },
  ]);
  const isFiltered = filter !== '' || state !== 'all';
  return (
    <>
      <PageHeader
        back={<BackLink to={addresses.home} label={t('back')} />}
        title={t('title')}
        sub={next?.redo ? t('redoHint', { label: next.redo.label }) : t('sub')}
        actions={<UndoRedo next={next} />}
        filters={
          <>
            <SearchField label={t('filter')} value={filter} onChange={setFilter} />
            <SegmentedControl<State>
              label={t('show')}
              hideLabel
              value={state}
              onChange={setState}
              options={states.map((value) => ({ value, label: t(value) }))}
            />
          </>
        }
      />
      <PageBody kind="fill">
        {pages.query.failure && !actions ? (
          <ErrorPanel title={t('failed')} {...pages.query.failure} onRetry={pages.query.retry} />
        ) : (
          <div className={styles.table}>
            <DataTable
              id="history"
              label={t('label')}
              columns={columns}
              rows={shown}
              rowKey={actionKey}
              onOpen={ask}
              onActive={setActive}
              emptyKind={isFiltered && actions?.length ? 'filtered' : 'nothing'}
              onClearFilter={() => {
                setFilter('');
                setState('all');
              }}
              empty={
                <EmptyState
                  icon="history"
                  title={t(pages.isNewest ? 'empty' : 'nothingHere')}
                  text={t(pages.isNewest ? 'emptyText' : 'nothingHereText')}
                />
              }
            />
            <HistoryPaging pages={pages} />
          </div>
        )}
      </PageBody>
      {asked && (
        <UndoDialog
          action={asked}
          newer={countNewer(actions ?? [], asked)}
          isPartial={!pages.isNewest}
          pending={undo.isPending}
          onConfirm={() => void run({ action: asked.action })}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
