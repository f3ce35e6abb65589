import { useMemo, useState } from 'react';
import type { PersonRow } from '../../../shared/contract/people';
import { client, useQuery } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { Button } from '../../ui/button/button';
import { DataTable } from '../../ui/data-table/data-table';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { SearchField } from '../../ui/field/search-field';
import { SegmentedControl } from '../../ui/field/segmented-control';
import { useTexts } from '../../ui/i18n/texts';
import { useSearchParam } from '../../ui/navigation/location';
import { formatNumber } from '../../ui/number-text/format-number';
import { PageBody } from '../../ui/page/page';
import { PageHeader } from '../../ui/page-header/page-header';
import { openPerson, usePeopleColumns } from './people-columns';
import { RosterDialog } from './roster-dialog';
import { findPeople } from './find-people';
import { texts } from './texts';

const personKey = (person: PersonRow) => person.userId;
const groups = ['all', 'named', 'unnamed'] as const;
type Group = (typeof groups)[number];

function peopleIn(people: readonly PersonRow[], group: Group): readonly PersonRow[] {
  if (group === 'all') return people;
  return people.filter(({ name }) => (name !== null) === (group === 'named'));
}

/** Everybody who has left a trace in the courses, and everybody on a roster. */
export function PeoplePage() {
  const t = useTexts(texts);
  const query = useQuery(client.people.list, {});
  const all = query.data?.people;
  const [filter, setFilter] = useState('');
  const [asked, setGroup] = useSearchParam('show', 'all');
  const group = groups.find((one) => one === asked) ?? 'all';
  const [isImporting, setImporting] = useState(false);
  const columns = usePeopleColumns();
  const shown = useMemo(
    () => all && findPeople(peopleIn(all, group), filter),
    [all, group, filter],
  );
  const importRoster = () => setImporting(true);
  useActions([
    {
      id: 'people.importRoster',
      name: t('actions.importRoster'),
      group: t('group'),
      shortcut: 'i',
      run: importRoster,
    },
  ]);
  const importButton = (
    <Button look="primary" shortcut="i" onClick={importRoster}>
      {t('roster.button')}
    </Button>
  );
  const isFiltered = filter !== '' || group !== 'all';
  const hasUnnamed = all?.some(({ name }) => name === null) ?? false;
  return (
    <>
      <PageHeader
        title={t('title')}
        sub={all && <Counts all={all.length} shown={isFiltered ? shown?.length : undefined} />}
        actions={importButton}
        filters={
          <>
            <SearchField label={t('list.filter')} value={filter} onChange={setFilter} />
            {(hasUnnamed || group !== 'all') && (
              <SegmentedControl<Group>
                label={t('list.state')}
                hideLabel
                value={group}
                onChange={setGroup}
                options={groups.map((value) => ({
                  value,
                  label: t(`list.${value}`),
                  count: all && peopleIn(all, value).length,
                }))}
              />
            )}
          </>
        }
      />
      <PageBody kind="fill">
        {query.failure && !all ? (
          <ErrorPanel title={t('list.failed')} {...query.failure} onRetry={query.retry} />
        ) : (
          <DataTable
            id="people"
            label={t('list.label')}
            columns={columns}
            rows={shown}
            rowKey={personKey}
            onOpen={openPerson}
            emptyKind={isFiltered && all?.length ? 'filtered' : 'nothing'}
            onClearFilter={() => {
              setFilter('');
              setGroup('all');
            }}
            empty={
              <EmptyState
                icon="people"
                title={t('list.empty')}
                text={t('list.emptyText')}
                action={importButton}
              />
            }
          />
        )}
      </PageBody>
      {isImporting && <RosterDialog onClose={() => setImporting(false)} />}
    </>
  );
}

function Counts({ all, shown }: { readonly all: number; readonly shown: number | undefined }) {
  const t = useTexts(texts);
  const count = t('list.sub', { count: all });
  return shown === undefined
    ? count
    : `${count} · ${t('list.shown', { shown: formatNumber(shown) })}`;
}
