import { ConfirmDialog } from '../../../ui/dialog/review-dialog';
import { useTexts } from '../../../ui/i18n/texts';
import { fieldName } from '../names/field-name';
import { texts } from '../texts';
import type { Operation } from './operation';

type AskProps = {
  readonly operation: Operation;
  readonly pending: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

/** Asks before a change is given up, and says what is kept of it. */
export function DiscardDialog({ operation, pending, onConfirm, onClose }: AskProps) {
  const t = useTexts(texts);
  const fields = operation.fields.map(({ field }) => fieldName(field)).join(', ');
  return (
    <ConfirmDialog
      opened
      danger
      onClose={onClose}
      title={t('discard.title')}
      lead={<span dir="auto">{t('discard.lead', { title: operation.title })}</span>}
      consequences={[
        { text: fields ? t('discard.lost', { fields }) : t('discard.lostAll'), tone: 'bad' },
        { text: t('discard.server'), tone: 'muted' },
        { text: t('discard.kept'), tone: 'good' },
      ]}
      confirmLabel={t('discard.confirm')}
      pending={pending}
      onConfirm={onConfirm}
    />
  );
}
