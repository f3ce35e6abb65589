import { useMemo } from 'react';
import type { CourseRow } from '../../../shared/contract/courses';
import type { Column } from '../../ui/data-table/column';
import { RowLink } from '../../ui/data-table/row-link';
import { useTexts } from '../../ui/i18n/texts';
import { addresses } from '../../ui/navigation/addresses';
import { navigate } from '../../ui/navigation/location';
import { formatNumber } from '../../ui/number-text/format-number';
import { Tag } from '../../ui/tag/tag';
import styles from './courses.module.css';
import { difficultyRank, difficultyText } from './difficulty-text';
import { texts } from './texts';

type Figure = 'learners' | 'completed' | 'xpReward' | 'estimatedHours';

/** Opens the page of a course. */
export function openCourse({ id }: { readonly id: string }): void {
  navigate(addresses.course(id));
}

/** The columns of the list of courses. */
export function useCourseColumns(): readonly Column<CourseRow>[] {
  const t = useTexts(texts);
  return useMemo(() => {
    const figure = (id: Figure, header: string, width: number): Column<CourseRow> => ({
      id,
      header,
      width,
      align: 'end',
      cell: ({ [id]: value }) => (value === null ? t('list.none') : formatNumber(value)),
      sortValue: ({ [id]: value }) => value,
    });
    return [
      {
        id: 'title',
        header: t('list.name'),
        width: 230,
        grow: true,
        cell: (course) => <RowLink onOpen={() => openCourse(course)}>{course.title}</RowLink>,
        sortValue: ({ title }) => title,
      },
      {
        id: 'category',
        header: t('list.category'),
        width: 140,
        cell: ({ category }) => category ?? t('list.none'),
        sortValue: ({ category }) => category,
      },
      {
        id: 'state',
        header: t('list.status'),
        width: 132,
        cell: ({ isPublished, isFree }) => (
          <span className={styles.tags}>
            {isPublished ? <Tag tone="good">{t('published')}</Tag> : <Tag>{t('draft')}</Tag>}
            {isFree && <Tag>{t('free')}</Tag>}
          </span>
        ),
        sortValue: ({ isPublished }) => Number(isPublished),
      },
      {
        id: 'difficulty',
        header: t('list.difficulty'),
        width: 112,
        cell: ({ difficulty }) => difficultyText(difficulty),
        sortValue: ({ difficulty }) => difficultyRank(difficulty),
      },
      {
        id: 'chapters',
        header: t('list.chapters'),
        width: 88,
        align: 'end',
        cell: ({ publishedChapters: published, chapters: total }) => (
          <span title={t('list.chaptersHint', { published, total })}>
            {t('list.chaptersOf', { published, total })}
          </span>
        ),
        sortValue: ({ publishedChapters }) => publishedChapters,
      },
      figure('learners', t('list.learners'), 88),
      figure('completed', t('list.completed'), 96),
      figure('estimatedHours', t('list.hours'), 72),
      figure('xpReward', t('list.xp'), 72),
    ];
  }, [t]);
}
