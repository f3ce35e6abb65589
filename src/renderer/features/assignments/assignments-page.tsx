import { useMemo, useState } from 'react';
import type { AssignmentRow } from '../../../shared/contract/assignments';
import { client, useQuery } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { Button } from '../../ui/button/button';
import { DataTable } from '../../ui/data-table/data-table';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { SearchField } from '../../ui/field/search-field';
import { SegmentedControl } from '../../ui/field/segmented-control';
import { filterRows } from '../../ui/filter/fold-text';
import { useTexts } from '../../ui/i18n/texts';
import { addresses } from '../../ui/navigation/addresses';
import { navigate, useSearchParam } from '../../ui/navigation/location';
import { PageBody } from '../../ui/page/page';
import { PageHeader } from '../../ui/page-header/page-header';
import { useAssignmentColumns } from './assignment-columns';
import { assignmentStates, assignmentsIn, readAssignmentState } from './assignment-filter';
import type { AssignmentState } from './assignment-filter';
import { NewAssignmentDialog } from './new-assignment-dialog';
import { RemoveAssignmentDialog } from './remove-assignment-dialog';
import { texts } from './texts';

const rowKey = (row: AssignmentRow) => row.id;
const rowText = (row: AssignmentRow) => `${row.title} ${row.courseTitle ?? ''}`;
const open = (row: AssignmentRow) => navigate(addresses.assignment(row.id));

/** All assignments: when they are due, and where work waits for a grade. */
export function AssignmentsPage() {
  const t = useTexts(texts);
  const query = useQuery(client.assignments.list, {});
  const all = query.data?.assignments;
  const [filter, setFilter] = useState('');
  const [asked, setState] = useSearchParam('show', 'all');
  const state = readAssignmentState(asked);
  const [isCreating, setCreating] = useState(false);
  const [removed, setRemoved] = useState<AssignmentRow | null>(null);
  const [active, setActive] = useState<AssignmentRow | null>(null);
  const columns = useAssignmentColumns(setRemoved);
  const shown = useMemo(
    () => all && filterRows(assignmentsIn(all, state), filter, rowText),
    [all, state, filter],
  );
  const create = () => setCreating(true);
  useListActions({ create, remove: active && (() => setRemoved(active)) });
  const isFiltered = filter !== '' || state !== 'all';
  return (
    <>
      <PageHeader
        title={t('title')}
        sub={all && t('list.sub', { count: all.length })}
        actions={
          <Button look="primary" shortcut="n" onClick={create}>
            {t('create.button')}
          </Button>
        }
        filters={
          <>
            <SearchField label={t('list.filter')} value={filter} onChange={setFilter} />
            <SegmentedControl<AssignmentState>
              label={t('list.show')}
              hideLabel
              value={state}
              onChange={setState}
              options={assignmentStates.map((value) => ({
                value,
                label: t(`list.${value}`),
                count: all && assignmentsIn(all, value).length,
              }))}
            />
          </>
        }
      />
      <PageBody kind="fill">
        {query.failure && !all ? (
          <ErrorPanel {...query.failure} onRetry={query.retry} />
        ) : (
          <DataTable
            id="assignments"
            label={t('list.label')}
            columns={columns}
            rows={shown}
            rowKey={rowKey}
            onOpen={open}
            onActive={setActive}
            emptyKind={isFiltered && all?.length ? 'filtered' : 'nothing'}
            onClearFilter={() => {
              setFilter('');
              setState('all');
            }}
            empty={<NoAssignments onCreate={create} />}
          />
        )}
      </PageBody>
      {isCreating && <NewAssignmentDialog onClose={() => setCreating(false)} />}
      {removed && <RemoveAssignmentDialog row={removed} onClose={() => setRemoved(null)} />}
    </>
  );
}

function useListActions(run: {
  readonly create: () => void;
  /** Null while no assignment is chosen. */
  readonly remove: (() => void) | null;
}): void {
  const t = useTexts(texts);
  const group = t('group');
  useActions([
    { id: 'assignments.create', name: t('actions.create'), group, shortcut: 'n', run: run.create },
    {
      id: 'assignments.remove',
      name: t('actions.remove'),
      group,
      shortcut: 'Delete',
      disabled: run.remove === null,
      run: () => run.remove?.(),
    },
  ]);
}

function NoAssignments({ onCreate }: { readonly onCreate: () => void }) {
  const t = useTexts(texts);
  return (
    <EmptyState
      icon="assignments"
      title={t('list.empty')}
      text={t('list.emptyText')}
      action={
        <Button look="primary" onClick={onCreate}>
          {t('create.button')}
        </Button>
      }
    />
  );
}
