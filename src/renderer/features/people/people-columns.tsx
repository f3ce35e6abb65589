import { useMemo } from 'react';
import type { PersonRow } from '../../../shared/contract/people';
import type { Column } from '../../ui/data-table/column';
import { RowLink } from '../../ui/data-table/row-link';
import { DateText } from '../../ui/date-text/date-text';
import { useTexts } from '../../ui/i18n/texts';
import { addresses } from '../../ui/navigation/addresses';
import { navigate } from '../../ui/navigation/location';
import { formatNumber } from '../../ui/number-text/format-number';
import { texts } from './texts';

type Figure = 'level' | 'totalXP' | 'courses' | 'completedCourses';

/** Opens the page of a learner. */
export function openPerson({ userId }: { readonly userId: string }): void {
  navigate(addresses.person(userId));
}

/** What a learner is called: the roster's name, or the id of the LMS. */
export function nameOf(person: { readonly name: string | null; readonly userId: string }): string {
  return person.name ?? person.userId;
}

/** The columns of the list of learners. */
export function usePeopleColumns(): readonly Column<PersonRow>[] {
  const t = useTexts(texts);
  return useMemo(() => {
    const figure = (id: Figure, header: string, width: number): Column<PersonRow> => ({
      id,
      header,
      width,
      align: 'end',
      cell: (person) => formatNumber(person[id]),
      sortValue: (person) => person[id],
    });
    return [
      {
        id: 'name',
        header: t('list.name'),
        width: 230,
        grow: true,
        cell: (person) => (
          <RowLink onOpen={() => openPerson(person)}>
            {person.name ?? <code>{person.userId}</code>}
          </RowLink>
        ),
        sortValue: ({ name }) => name,
      },
      {
        id: 'email',
        header: t('list.email'),
        width: 300,
        cell: ({ email }) => email ?? t('none'),
        sortValue: ({ email }) => email,
      },
      figure('level', t('list.level'), 72),
      figure('totalXP', t('list.xp'), 80),
      figure('courses', t('list.courses'), 84),
      figure('completedCourses', t('list.completed'), 100),
      {
        id: 'activity',
        header: t('list.activity'),
        width: 132,
        cell: ({ lastActivity }) => <DateText value={lastActivity} kind="relative" />,
        sortValue: ({ lastActivity }) => lastActivity,
      },
    ];
  }, [t]);
}
