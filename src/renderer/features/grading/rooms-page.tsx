import { useMemo, useState } from 'react';
import { client, useQuery } from '../../client';
import { DataTable } from '../../ui/data-table/data-table';
import type { Column } from '../../ui/data-table/column';
import { RowLink } from '../../ui/data-table/row-link';
import { DateText } from '../../ui/date-text/date-text';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { SearchField } from '../../ui/field/search-field';
import { filterRows } from '../../ui/filter/fold-text';
import { useTexts } from '../../ui/i18n/texts';
import { ButtonLink } from '../../ui/navigation/link';
import { navigate } from '../../ui/navigation/location';
import { PageBody } from '../../ui/page/page';
import { PageHeader } from '../../ui/page-header/page-header';
import { Tag } from '../../ui/tag/tag';
import { texts } from './texts';

type Room = {
  readonly assignmentId: string;
  readonly title: string;
  readonly courseTitle: string | null;
  readonly submissions: number;
  readonly ungraded: number;
  readonly dueDate: string | null;
};

const roomPath = (room: Room) => `/grading/${room.assignmentId}`;
const roomKey = (room: Room) => room.assignmentId;
const roomText = (room: Room) => `${room.title} ${room.courseTitle ?? ''}`;

/** Where grading starts: the assignments, those with work first. */
export function RoomsPage() {
  const t = useTexts(texts);
  const [filter, setFilter] = useState('');
  const query = useQuery(client.grading.rooms, {});
  const rooms = query.data?.rooms;
  const shown = useMemo(() => rooms && filterRows(rooms, filter, roomText), [rooms, filter]);
  const columns = useColumns();
  const left = rooms?.reduce((sum, room) => sum + room.ungraded, 0) ?? 0;
  return (
    <>
      <PageHeader
        title={t('title')}
        sub={rooms && t('rooms.sub', { count: left })}
        filters={<SearchField label={t('rooms.filter')} value={filter} onChange={setFilter} />}
      />
      <PageBody kind="fill">
        {query.failure ? (
          <ErrorPanel {...query.failure} onRetry={query.retry} />
        ) : (
          <DataTable
            id="grading-rooms"
            label={t('rooms.label')}
            columns={columns}
            rows={shown}
            rowKey={roomKey}
            onOpen={(room) => navigate(roomPath(room))}
            emptyKind={filter === '' ? 'nothing' : 'filtered'}
            onClearFilter={() => setFilter('')}
            empty={
              <EmptyState
                icon="grading"
                title={t('rooms.empty')}
                text={t('rooms.emptyText')}
                action={<ButtonLink to="/assignments">{t('rooms.toAssignments')}</ButtonLink>}
              />
            }
          />
        )}
      </PageBody>
    </>
  );
}

function useColumns(): readonly Column<Room>[] {
  const t = useTexts(texts);
  return useMemo(
    () => [
      {
        id: 'title',
        header: t('rooms.assignment'),
        width: 320,
        grow: true,
        cell: (room) => <RowLink onOpen={() => navigate(roomPath(room))}>{room.title}</RowLink>,
        sortValue: (room) => room.title,
      },
      {
        id: 'course',
        header: t('rooms.course'),
        width: 240,
        cell: (room) => room.courseTitle ?? '–',
        sortValue: (room) => room.courseTitle,
      },
      {
        id: 'due',
        header: t('rooms.due'),
        width: 140,
        cell: (room) => <DateText value={room.dueDate} absent="–" />,
        sortValue: (room) => room.dueDate,
      },
      {
        id: 'submissions',
        header: t('rooms.submissions'),
        width: 110,
        align: 'end',
        cell: (room) => room.submissions,
        sortValue: (room) => room.submissions,
      },
      {
        id: 'ungraded',
        header: t('rooms.toGrade'),
        width: 120,
        align: 'end',
        cell: (room) =>
          room.ungraded > 0 ? (
            <b>{room.ungraded}</b>
          ) : (
            <Tag tone="good" icon="check">
              {t('rooms.allGraded')}
            </Tag>
          ),
        sortValue: (room) => room.ungraded,
      },
    ],
    [t],
  );
}
