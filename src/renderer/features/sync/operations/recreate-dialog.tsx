import { ConfirmDialog } from '../../../ui/dialog/review-dialog';
import { useTexts } from '../../../ui/i18n/texts';
import { texts } from '../texts';
import type { Operation } from './operation';

type AskProps = {
  readonly operation: Operation;
  readonly pending: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

/** Asks before a row that was removed on the server is made there again. */
export function RecreateDialog({ operation, pending, onConfirm, onClose }: AskProps) {
  const t = useTexts(texts);
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t('recreate.title')}
      lead={<span dir="auto">{t('recreate.lead', { title: operation.title })}</span>}
      consequences={[
        { text: t('recreate.made'), tone: 'wait' },
        { text: t('recreate.mine'), tone: 'good' },
      ]}
      confirmLabel={t('recreate.confirm')}
      pending={pending}
      onConfirm={onConfirm}
    />
  );
}
