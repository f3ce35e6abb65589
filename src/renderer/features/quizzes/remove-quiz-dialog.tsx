import type { QuizRow } from '../../../shared/contract/quizzes';
import { client, useCommand } from '../../client';
import { ReviewDialog } from '../../ui/dialog/review-dialog';
import { useTexts } from '../../ui/i18n/texts';
import { formatNumber } from '../../ui/number-text/format-number';
import { texts } from './texts';

/** The step before a quiz goes; one with attempts cannot, and the dialog says what to do instead. */
export function RemoveQuizDialog({
  quiz,
  onClose,
}: {
  readonly quiz: QuizRow;
  readonly onClose: () => void;
}) {
  const t = useTexts(texts);
  const { id, title, attempts, questions } = quiz;
  const remove = useCommand(client.quizzes.remove, {
    success: t('remove.done', { title }),
    undoable: true,
    failureTitle: t('remove.failed'),
    onDone: onClose,
  });
  return (
    <ReviewDialog
      opened
      danger
      size="small"
      onClose={onClose}
      title={t('remove.title', { title })}
      lead={attempts > 0 ? undefined : t('remove.lead')}
      consequences={[
        { text: t('remove.questions'), figure: formatNumber(questions), tone: 'bad' },
        {
          text: t('remove.attempts'),
          figure: formatNumber(attempts),
          tone: attempts > 0 ? 'bad' : 'muted',
        },
      ]}
      blocked={attempts > 0 ? t('remove.blocked') : undefined}
      confirmLabel={t('remove.confirm')}
      pending={remove.isPending}
      onConfirm={() => void remove.run({ id })}
    />
  );
}
