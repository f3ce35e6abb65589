import { useState } from 'react';
import { client, useQuery } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { Button } from '../../ui/button/button';
import { useTexts } from '../../ui/i18n/texts';
import { addresses } from '../../ui/navigation/addresses';
import { BackLink, ButtonLink } from '../../ui/navigation/link';
import { navigate } from '../../ui/navigation/location';
import { formatNumber } from '../../ui/number-text/format-number';
import { PageHeader } from '../../ui/page-header/page-header';
import { Tag } from '../../ui/tag/tag';
import type { CourseDetail } from './course-detail';
import { PublishCourseDialog, UnpublishCourseDialog } from './publish-course-dialog';
import { texts } from './texts';

/** Title, state and facts of a course, and what can be done with it as a whole. */
export function CourseHeader({ course }: { readonly course: CourseDetail }) {
  const t = useTexts(texts);
  const [isAsking, setAsking] = useState(false);
  const { id, isPublished, learners } = course;
  const certificates = addresses.certificatesOf(id);
  useActions([
    {
      id: 'courses.publish',
      name: t(isPublished ? 'actions.unpublish' : 'actions.publish'),
      group: t('group'),
      run: () => setAsking(true),
    },
    {
      id: 'courses.certificates',
      name: t('actions.certificates'),
      group: t('group'),
      run: () => navigate(certificates),
    },
  ]);
  const facts = [
    course.chapters === 0
      ? t('page.noChapters')
      : t('page.chapters', { published: course.publishedChapters, total: course.chapters }),
    t('page.learners', { count: learners }),
    learners > 0 && t('page.completed', { completed: formatNumber(course.completed) }),
  ];
  const close = () => setAsking(false);
  return (
    <>
      <PageHeader
        back={<BackLink to={addresses.courses} label={t('page.back')} />}
        title={course.title}
        tags={
          <>
            {isPublished ? <Tag tone="good">{t('published')}</Tag> : <Tag>{t('draft')}</Tag>}
            {course.isFree && <Tag>{t('free')}</Tag>}
          </>
        }
        sub={facts.filter(Boolean).join(' · ')}
        actions={
          <>
            <CertificatesLink courseId={id} />
            <Button look={isPublished ? 'plain' : 'primary'} onClick={() => setAsking(true)}>
              {t(isPublished ? 'unpublish.button' : 'publish.button')}
            </Button>
          </>
        }
      />
      {isAsking &&
        (isPublished ? (
          <UnpublishCourseDialog course={course} onClose={close} />
        ) : (
          <PublishCourseDialog course={course} onClose={close} />
        ))}
    </>
  );
}

/** The way to the certificates of the course, with the number of learners who may get one. */
function CertificatesLink({ courseId }: { readonly courseId: string }) {
  const t = useTexts(texts);
  const count = useQuery(client.certificates.eligible, { courseId }).data?.eligible.length ?? 0;
  return (
    <ButtonLink to={addresses.certificatesOf(courseId)}>
      {count > 0 ? t('page.eligible', { count }) : t('page.certificates')}
    </ButtonLink>
  );
}
