import { client, useQuery } from '../../client';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { useTexts } from '../../ui/i18n/texts';
import { ButtonLink } from '../../ui/navigation/link';
import { addresses } from '../../ui/navigation/addresses';
import { SkeletonLines } from '../../ui/skeleton/skeleton';
import { Chapters } from './chapters';
import { CourseDetails } from './course-details';
import { CourseHeader } from './course-header';
import { CourseWork } from './course-work';
import styles from './courses.module.css';
import { texts } from './texts';

/** One course: its chapters in their order, what belongs to it, and its details. */
export function CoursePage({ params }: { readonly params: { readonly courseId: string } }) {
  const t = useTexts(texts);
  const query = useQuery(client.courses.get, { id: params.courseId });
  const course = query.data;
  if (query.failure && !course) {
    return (
      <ErrorPanel
        title={t('page.failed')}
        {...query.failure}
        onRetry={query.retry}
        actions={<ButtonLink to={addresses.courses}>{t('page.back')}</ButtonLink>}
      />
    );
  }
  if (!course) {
    return (
      <div className={styles.loading}>
        <SkeletonLines lines={6} />
      </div>
    );
  }
  return (
    <>
      <CourseHeader course={course} />
      <div className={styles.page}>
        <div className={styles.main}>
          <Chapters course={course} />
          <CourseWork course={course} />
        </div>
        <CourseDetails course={course} />
      </div>
    </>
  );
}
