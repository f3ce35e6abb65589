import { useMemo } from 'react';
import type { AssignmentRow } from '../../../shared/contract/assignments';
import type { Column } from '../../ui/data-table/column';
import { RowLink } from '../../ui/data-table/row-link';
import { DateText } from '../../ui/date-text/date-text';
import { useTexts } from '../../ui/i18n/texts';
import { Menu } from '../../ui/menu/menu';
import { addresses } from '../../ui/navigation/addresses';
import { navigate } from '../../ui/navigation/location';
import { formatNumber } from '../../ui/number-text/format-number';
import { Tag } from '../../ui/tag/tag';
import { texts } from './texts';

/** The columns of the list of assignments. */
export function useAssignmentColumns(
  onRemove: (row: AssignmentRow) => void,
): readonly Column<AssignmentRow>[] {
  const t = useTexts(texts);
  return useMemo(
    () => [
      {
        id: 'title',
        header: t('list.name'),
        width: 260,
        grow: true,
        cell: ({ id, title }) => (
          <RowLink onOpen={() => navigate(addresses.assignment(id))}>{title}</RowLink>
        ),
        sortValue: ({ title }) => title,
      },
      {
        id: 'course',
        header: t('list.course'),
        width: 190,
        cell: ({ courseTitle }) => courseTitle ?? t('none'),
        sortValue: ({ courseTitle }) => courseTitle,
      },
      {
        id: 'due',
        header: t('list.due'),
        width: 112,
        cell: ({ dueDate }) => <DateText value={dueDate} absent={t('list.noDue')} />,
        sortValue: ({ dueDate }) => dueDate,
      },
      {
        id: 'state',
        header: t('list.state'),
        width: 96,
        cell: ({ isPublished }) =>
          isPublished ? <Tag tone="good">{t('published')}</Tag> : <Tag>{t('draft')}</Tag>,
        sortValue: ({ isPublished }) => Number(isPublished),
      },
      {
        id: 'submissions',
        header: t('list.submissions'),
        width: 98,
        align: 'end',
        cell: ({ submissions }) => formatNumber(submissions),
        sortValue: ({ submissions }) => submissions,
      },
      {
        id: 'ungraded',
        header: t('list.ungraded'),
        width: 80,
        align: 'end',
        cell: ({ ungraded }) =>
          ungraded > 0 ? <b>{formatNumber(ungraded)}</b> : formatNumber(ungraded),
        sortValue: ({ ungraded }) => ungraded,
      },
      {
        id: 'mean',
        header: t('list.mean'),
        width: 104,
        align: 'end',
        cell: (row) => meanOf(row, (mean, max) => t('list.meanOf', { mean, max })) ?? t('none'),
        sortValue: ({ meanScore, maxPoints }) => meanScore && meanScore / maxPoints,
      },
      {
        id: 'more',
        header: '',
        width: 48,
        cell: (row) => <RowMenu row={row} onRemove={onRemove} />,
      },
    ],
    [t, onRemove],
  );
}

/** The mean of the graded ones in words; null while nothing is graded. */
export function meanOf(
  row: Pick<AssignmentRow, 'meanScore' | 'maxPoints'>,
  say: (mean: string, max: string) => string,
): string | null {
  const { meanScore, maxPoints } = row;
  if (meanScore === null) return null;
  return say(formatNumber(Math.round(meanScore * 10) / 10), formatNumber(maxPoints));
}

function RowMenu({
  row,
  onRemove,
}: {
  readonly row: AssignmentRow;
  readonly onRemove: (row: AssignmentRow) => void;
}) {
  const t = useTexts(texts);
  return (
    <Menu
      compact
      label={t('list.more', { title: row.title })}
      items={[
        {
          id: 'open',
          label: t('list.open'),
          shortcut: 'Enter',
          onSelect: () => navigate(addresses.assignment(row.id)),
        },
        {
          id: 'grade',
          label: t('list.grade'),
          icon: 'grading',
          disabled: row.submissions === 0,
          onSelect: () => navigate(addresses.gradingRoom(row.id)),
        },
        {
          id: 'remove',
          label: t('list.remove'),
          icon: 'trash',
          shortcut: 'Delete',
          danger: true,
          onSelect: () => onRemove(row),
        },
      ]}
    />
  );
}
