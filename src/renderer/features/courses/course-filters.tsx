import type { CourseRow } from '../../../shared/contract/courses';
import { SearchField } from '../../ui/field/search-field';
import { SegmentedControl } from '../../ui/field/segmented-control';
import { Select } from '../../ui/field/select';
import { useTexts } from '../../ui/i18n/texts';
import { anyCategory, categoriesOf, courseStates, coursesIn, noCategory } from './course-filter';
import type { CourseState } from './course-filter';
import styles from './courses.module.css';
import { texts } from './texts';

type CourseFiltersProps = {
  /** Undefined until the list has come. */
  readonly courses: readonly CourseRow[] | undefined;
  readonly filter: string;
  readonly setFilter: (filter: string) => void;
  readonly state: CourseState;
  readonly setState: (state: CourseState) => void;
  readonly category: string;
  readonly setCategory: (category: string) => void;
};

/** The row of filters above the courses. */
export function CourseFilters({ courses, ...props }: CourseFiltersProps) {
  const t = useTexts(texts);
  const categories = categoriesOf(courses ?? []);
  return (
    <>
      <SearchField label={t('list.filter')} value={props.filter} onChange={props.setFilter} />
      <SegmentedControl<CourseState>
        label={t('list.state')}
        hideLabel
        value={props.state}
        onChange={props.setState}
        options={courseStates.map((value) => ({
          value,
          label: t(`list.${value}`),
          count: courses && coursesIn(courses, value).length,
        }))}
      />
      {categories.length > 1 && (
        <Select
          label={t('list.category')}
          hideLabel
          className={styles.categoryFilter}
          searchable={categories.length > 8}
          value={props.category}
          onChange={props.setCategory}
          options={[
            { value: anyCategory, label: t('list.anyCategory') },
            ...categories.map((value) => ({
              value,
              label: value === noCategory ? t('list.noCategory') : value,
            })),
          ]}
        />
      )}
    </>
  );
}
