import { client, useCommand } from '../../client';
import { ReviewDialog } from '../../ui/dialog/review-dialog';
import { useTexts } from '../../ui/i18n/texts';
import { formatNumber } from '../../ui/number-text/format-number';
import type { PastImport } from './past-import';
import { texts } from './texts';

/** The step before everything one import brought goes again. */
export function UndoImportDialog({
  past,
  onClose,
}: {
  readonly past: PastImport;
  readonly onClose: () => void;
}) {
  const t = useTexts(texts);
  const { importId, imported, quizTitle } = past;
  const undo = useCommand(client.imports.undo, {
    success: ({ removed }) => t('undo.done', { count: removed }),
    failureTitle: t('undo.failed'),
    onDone: onClose,
  });
  return (
    <ReviewDialog
      opened
      danger
      size="small"
      onClose={onClose}
      title={t('undo.title')}
      lead={t('undo.lead')}
      consequences={[
        { text: t('undo.questions'), figure: formatNumber(imported), tone: 'bad' },
        ...(quizTitle === null ? [] : [{ text: t('undo.quiz', { title: quizTitle }) }]),
      ]}
      confirmLabel={t('undo.confirm')}
      pending={undo.isPending}
      onConfirm={() => void undo.run({ importId })}
    />
  );
}
