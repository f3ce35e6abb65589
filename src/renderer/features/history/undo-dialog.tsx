import type { ActionSummary } from '../../../shared/contract/history';
import { ReviewDialog } from '../../ui/dialog/review-dialog';
import { useTexts } from '../../ui/i18n/texts';
import { formatNumber } from '../../ui/number-text/format-number';
import { texts } from './texts';

type UndoDialogProps = {
  readonly action: ActionSummary;
  /** Newer actions that stand, as far as they are on this page. */
  readonly newer: number;
  /** Whether there may be more of them on other pages. */
  readonly isPartial: boolean;
  readonly pending: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

/** The step before an action is taken back out of its order. */
export function UndoDialog({ action, newer, isPartial, ...dialog }: UndoDialogProps) {
  const t = useTexts(texts);
  const { label, operations } = action;
  const figure = isPartial
    ? t('review.newerAtLeast', { count: formatNumber(newer) })
    : formatNumber(newer);
  return (
    <ReviewDialog
      opened
      onClose={dialog.onClose}
      title={t('review.title', { label })}
      lead={t('review.lead')}
      consequences={[
        { text: t('review.rows'), figure: formatNumber(operations) },
        { text: t('review.newer'), figure },
        { text: t('review.conflict'), tone: 'wait' },
      ]}
      confirmLabel={t('review.confirm')}
      pending={dialog.pending}
      onConfirm={dialog.onConfirm}
    />
  );
}
