import { client, useQuery } from '../../../client';
import { EmptyState } from '../../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../../ui/error-panel/error-panel';
import { Select } from '../../../ui/field/select';
import { useTexts } from '../../../ui/i18n/texts';
import { addresses } from '../../../ui/navigation/addresses';
import { BackLink } from '../../../ui/navigation/link';
import { useSearchParam } from '../../../ui/navigation/location';
import { PageBody } from '../../../ui/page/page';
import { PageHeader } from '../../../ui/page-header/page-header';
import { SkeletonLines } from '../../../ui/skeleton/skeleton';
import styles from '../certificates.module.css';
import { texts } from '../texts';
import { IssueCourse } from './issue-course';

/** Issuing: a course, who qualifies, who has one already, who lacks what, and the result. */
export function IssuePage() {
  const t = useTexts(texts);
  const [courseId, setCourse] = useSearchParam('course');
  const courses = useQuery(client.courses.list, {});
  const eligible = useQuery(client.certificates.eligible, courseId === '' ? null : { courseId });
  const all = courses.data?.courses ?? [];
  const course = all.find(({ id }) => id === courseId);
  const picker = (
    <div className={styles.coursePicker}>
      <Select
        label={t('issue.course')}
        hideLabel
        placeholder={t('issue.choose')}
        searchable={all.length > 8}
        nothingFound={t('list.nothingFound')}
        value={course ? course.id : null}
        options={all.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={setCourse}
      />
    </div>
  );
  const { data, failure } = eligible;
  if (course && data) return <IssueCourse course={course} eligibility={data} picker={picker} />;
  return (
    <>
      <PageHeader
        back={<BackLink to={addresses.certificates} label={t('issue.back')} />}
        title={t('issue.title')}
        filters={picker}
      />
      <PageBody>
        {failure ? (
          <ErrorPanel title={t('issue.failed')} {...failure} onRetry={eligible.retry} />
        ) : courseId === '' ? (
          <EmptyState icon="certificates" title={t('issue.choose')} text={t('issue.chooseText')} />
        ) : (
          <SkeletonLines lines={6} />
        )}
      </PageBody>
    </>
  );
}
