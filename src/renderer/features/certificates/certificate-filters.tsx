import { useMemo } from 'react';
import type { CertificateRow } from '../../../shared/contract/certificates';
import { SearchField } from '../../ui/field/search-field';
import { SegmentedControl } from '../../ui/field/segmented-control';
import { Select } from '../../ui/field/select';
import { useTexts } from '../../ui/i18n/texts';
import { certificatesIn, statusFilters } from './certificate-filter';
import type { StatusFilter } from './certificate-filter';
import styles from './certificates.module.css';
import { texts } from './texts';

type CertificateFiltersProps = {
  readonly rows: readonly CertificateRow[] | undefined;
  readonly filter: {
    readonly text: string;
    readonly setText: (text: string) => void;
    /** Empty for every course. */
    readonly courseId: string;
    readonly setCourse: (courseId: string) => void;
    readonly status: StatusFilter;
    readonly setStatus: (status: string) => void;
  };
};

/** Which certificates the list shows. */
export function CertificateFilters({ rows = [], filter }: CertificateFiltersProps) {
  const t = useTexts(texts);
  const courses = useMemo(
    () => [...new Map(rows.map((row) => [row.courseId, row.courseTitle]))],
    [rows],
  );
  // A state nobody's certificate is in takes room and says nothing.
  const states = statusFilters.filter(
    (status) =>
      status === 'all' ||
      status === 'issued' ||
      status === filter.status ||
      rows.some((row) => row.status === status),
  );
  return (
    <>
      <SearchField label={t('list.filter')} value={filter.text} onChange={filter.setText} />
      <div className={styles.courseFilter}>
        <Select
          label={t('list.course')}
          hideLabel
          searchable={courses.length > 8}
          nothingFound={t('list.nothingFound')}
          value={courses.some(([id]) => id === filter.courseId) ? filter.courseId : ''}
          options={[
            { value: '', label: t('list.allCourses') },
            ...courses.map(([value, label]) => ({ value, label })),
          ]}
          onChange={filter.setCourse}
        />
      </div>
      <SegmentedControl<StatusFilter>
        label={t('list.status')}
        hideLabel
        value={filter.status}
        onChange={filter.setStatus}
        options={states.map((value) => ({
          value,
          label: value === 'all' ? t('list.all') : t(`status.${value}`),
          count: certificatesIn(rows, filter.courseId, value).length,
        }))}
      />
    </>
  );
}
