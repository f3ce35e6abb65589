import type { AssignmentRow } from '../../../shared/contract/assignments';
import { client, useCommand } from '../../client';
import { ReviewDialog } from '../../ui/dialog/review-dialog';
import { useTexts } from '../../ui/i18n/texts';
import { formatNumber } from '../../ui/number-text/format-number';
import { texts } from './texts';

type RemoveProps = {
  readonly row: Pick<AssignmentRow, 'id' | 'title' | 'submissions'>;
  readonly onClose: () => void;
  readonly onRemoved?: () => void;
};

/** The step before an assignment goes; one with submissions cannot, and the dialog says why. */
export function RemoveAssignmentDialog({ row, onClose, onRemoved }: RemoveProps) {
  const t = useTexts(texts);
  const { id, title, submissions } = row;
  const remove = useCommand(client.assignments.remove, {
    success: t('remove.done', { title }),
    undoable: true,
    failureTitle: t('remove.failed'),
    onDone: () => {
      onClose();
      onRemoved?.();
    },
  });
  const isBlocked = submissions > 0;
  return (
    <ReviewDialog
      opened
      danger
      size="small"
      onClose={onClose}
      title={t('remove.title', { title })}
      lead={isBlocked ? undefined : t('remove.lead')}
      consequences={[
        {
          text: t('remove.submissions'),
          figure: formatNumber(submissions),
          tone: isBlocked ? 'bad' : 'muted',
        },
      ]}
      blocked={isBlocked ? t('remove.blocked') : undefined}
      confirmLabel={t('remove.confirm')}
      pending={remove.isPending}
      onConfirm={() => void remove.run({ id })}
    />
  );
}
