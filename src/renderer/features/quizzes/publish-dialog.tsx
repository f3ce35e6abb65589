import { client, useCommand, useQuery } from '../../client';
import { ReviewDialog } from '../../ui/dialog/review-dialog';
import type { Consequence } from '../../ui/dialog/review-dialog';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { useTexts } from '../../ui/i18n/texts';
import { SkeletonLines } from '../../ui/skeleton/skeleton';
import type { QuizDetail } from './quiz-detail';
import { useQuizStore } from './store';
import { texts } from './texts';

type PublishProps = { readonly quiz: QuizDetail; readonly onClose: () => void };

/** The step before learners get the quiz: what stands in the way, and what is worth a look. */
export function PublishDialog({ quiz, onClose }: PublishProps) {
  const t = useTexts(texts);
  const { id, title } = quiz;
  const review = useQuery(client.quizzes.review, { id });
  const drafts = useQuizStore((state) => state.drafts);
  const publish = useCommand(client.quizzes.update, {
    success: t('publish.done', { title }),
    undoable: true,
    failureTitle: t('publish.failed'),
    onDone: onClose,
  });
  const unstored = Object.values(drafts).filter(
    (draft) => draft.quizId === id && draft.state === 'typed',
  ).length;
  const blocks = review.data?.blocks ?? [];
  const notes = review.data?.notes ?? [];
  const consequences: readonly Consequence[] = [
    ...blocks.map((text) => ({ text, tone: 'bad' as const })),
    ...(unstored > 0
      ? [{ text: t('publish.unstored', { count: unstored }), tone: 'wait' as const }]
      : []),
    ...notes.map((text) => ({ text })),
  ];
  const isReady = review.data !== undefined && blocks.length === 0;
  const ready = { text: t('publish.ready'), tone: 'good' as const };
  return (
    <ReviewDialog
      opened
      onClose={onClose}
      title={t('publish.title', { title })}
      lead={t(blocks.length > 0 ? 'publish.blockedLead' : 'publish.lead')}
      consequences={isReady ? [ready, ...consequences] : consequences}
      confirmLabel={t('publish.confirm')}
      blocked={review.data && !isReady ? t('publish.blocked') : undefined}
      pending={publish.isPending || (!review.data && !review.failure)}
      onConfirm={() => void publish.run({ id, patch: { isPublished: true } })}
    >
      {review.isLoading && <SkeletonLines lines={3} />}
      {review.failure && (
        <ErrorPanel title={t('publish.checkFailed')} {...review.failure} onRetry={review.retry} />
      )}
    </ReviewDialog>
  );
}

/** The step before learners lose sight of the quiz. */
export function UnpublishDialog({ quiz, onClose }: PublishProps) {
  const t = useTexts(texts);
  const { id, title, attempts } = quiz;
  const unpublish = useCommand(client.quizzes.update, {
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
      consequences={[{ text: t('unpublish.attempts'), figure: String(attempts) }]}
      confirmLabel={t('unpublish.confirm')}
      pending={unpublish.isPending}
      onConfirm={() => void unpublish.run({ id, patch: { isPublished: false } })}
    />
  );
}
