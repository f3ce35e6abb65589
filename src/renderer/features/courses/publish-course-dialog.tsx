import { client, useCommand, useQuery } from '../../client';
import { ReviewDialog } from '../../ui/dialog/review-dialog';
import { useTexts } from '../../ui/i18n/texts';
import type { CourseDetail } from './course-detail';
import { publishConsequences, unpublishConsequences } from './publish-consequences';
import { texts } from './texts';

type PublishProps = { readonly course: CourseDetail; readonly onClose: () => void };

/** The step before learners get the course. */
export function PublishCourseDialog({ course, onClose }: PublishProps) {
  const t = useTexts(texts);
  const { id, title } = course;
  const all = useQuery(client.courses.list, {}).data?.courses ?? [];
  const publish = useCommand(client.courses.update, {
    success: t('publish.done', { title }),
    undoable: true,
    failureTitle: t('publish.failed'),
    onDone: onClose,
  });
  return (
    <ReviewDialog
      opened
      onClose={onClose}
      title={t('publish.title', { title })}
      lead={t('publish.lead')}
      consequences={publishConsequences(course, all)}
      confirmLabel={t('publish.confirm')}
      pending={publish.isPending}
      onConfirm={() => void publish.run({ id, patch: { isPublished: true } })}
    />
  );
}

/** The step before learners lose sight of the course. */
export function UnpublishCourseDialog({ course, onClose }: PublishProps) {
  const t = useTexts(texts);
  const { id, title } = course;
  const unpublish = useCommand(client.courses.update, {
    success: t('unpublish.done', { title }),
    undoable: true,
    failureTitle: t('unpublish.failed'),
    onDone: onClose,
  });
  return (
    <ReviewDialog
      opened
      size="small"
      onClose={onClose}
      title={t('unpublish.title', { title })}
      lead={t('unpublish.lead')}
      consequences={unpublishConsequences(course)}
      confirmLabel={t('unpublish.confirm')}
      pending={unpublish.isPending}
      onConfirm={() => void unpublish.run({ id, patch: { isPublished: false } })}
    />
  );
}
