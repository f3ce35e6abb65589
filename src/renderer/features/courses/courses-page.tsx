import { useMemo, useState } from 'react';
import type { CourseRow } from '../../../shared/contract/courses';
import { client, useQuery } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { Button } from '../../ui/button/button';
import { DataTable } from '../../ui/data-table/data-table';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { filterRows } from '../../ui/filter/fold-text';
import { useTexts } from '../../ui/i18n/texts';
import { useSearchParam } from '../../ui/navigation/location';
import { PageBody } from '../../ui/page/page';
import { PageHeader } from '../../ui/page-header/page-header';
import { openCourse, useCourseColumns } from './course-columns';
import { anyCategory, coursesIn, coursesOf, readCourseState } from './course-filter';
import { CourseFilters } from './course-filters';
import { difficultyText } from './difficulty-text';
import { NewCourseDialog } from './new-course-dialog';
import { texts } from './texts';

const courseKey = (course: CourseRow) => course.id;
const courseText = ({ title, category, difficulty }: CourseRow) =>
  `${title} ${category ?? ''} ${difficultyText(difficulty)}`;

/** All courses, with how far they are and how many learners they have. */
export function CoursesPage() {
  const t = useTexts(texts);
  const query = useQuery(client.courses.list, {});
  const all = query.data?.courses;
  const [filter, setFilter] = useState('');
  const [asked, setState] = useSearchParam('show', 'all');
  const state = readCourseState(asked);
  const [category, setCategory] = useSearchParam('category', anyCategory);
  const [isCreating, setCreating] = useState(false);
  const columns = useCourseColumns();
  const shown = useMemo(
    () => all && filterRows(coursesOf(coursesIn(all, state), category), filter, courseText),
    [all, state, category, filter],
  );
  const create = () => setCreating(true);
  useActions([
    {
      id: 'courses.create',
      name: t('actions.create'),
      group: t('group'),
      shortcut: 'n',
      run: create,
    },
  ]);
  const isFiltered = filter !== '' || state !== 'all' || category !== anyCategory;
  const newButton = (
    <Button look="primary" shortcut="n" onClick={create}>
      {t('create.button')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        sub={all && t('list.sub', { count: all.length })}
        actions={newButton}
        filters={
          <CourseFilters
            courses={all}
            {...{ filter, setFilter, state, setState, category, setCategory }}
          />
        }
      />
      <PageBody kind="fill">
        {query.failure && !all ? (
          <ErrorPanel title={t('list.failed')} {...query.failure} onRetry={query.retry} />
        ) : (
          <DataTable
            id="courses"
            label={t('list.label')}
            columns={columns}
            rows={shown}
            rowKey={courseKey}
            onOpen={openCourse}
            emptyKind={isFiltered && all?.length ? 'filtered' : 'nothing'}
            onClearFilter={() => {
              setFilter('');
              setState('all');
              setCategory(anyCategory);
            }}
            empty={
              <EmptyState
                icon="courses"
                title={t('list.empty')}
                text={t('list.emptyText')}
                action={newButton}
              />
            }
          />
        )}
      </PageBody>
      {isCreating && <NewCourseDialog onClose={() => setCreating(false)} />}
    </>
  );
}
