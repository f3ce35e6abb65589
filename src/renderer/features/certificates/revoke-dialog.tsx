import { useState } from 'react';
import type { CertificateRow } from '../../../shared/contract/certificates';
import { client, useCommand } from '../../client';
import { ReviewDialog } from '../../ui/dialog/review-dialog';
import { TextField } from '../../ui/field/text-field';
import { useTexts } from '../../ui/i18n/texts';
import { texts } from './texts';

type RevokeProps = { readonly row: CertificateRow; readonly onClose: () => void };

/** The step before a certificate loses its force; it takes a reason, which others will read. */
export function RevokeDialog({ row, onClose }: RevokeProps) {
  const t = useTexts(texts);
  const [reason, setReason] = useState('');
  const revoke = useCommand(client.certificates.revoke, {
    success: t('revoke.done', { name: row.learnerName }),
    undoable: true,
    failureTitle: t('revoke.failed'),
    onDone: onClose,
  });
  const isBlank = reason.trim() === '';
  const submit = () => {
    if (!isBlank && !revoke.isPending) void revoke.run({ code: row.code, reason });
  };
  return (
    <ReviewDialog
      opened
      danger
      onClose={onClose}
      title={t('revoke.title', { name: row.learnerName })}
      lead={t('revoke.lead')}
      consequences={[{ text: t('revoke.file') }, { text: t('revoke.undo') }]}
      blocked={isBlank ? t('revoke.noReason') : undefined}
      confirmLabel={t('revoke.confirm')}
      pending={revoke.isPending}
      onConfirm={submit}
    >
      <TextField
        data-autofocus
        label={t('revoke.reason')}
        hint={t('revoke.reasonHint')}
        value={reason}
        maxLength={1000}
        onChange={setReason}
        onKeyDown={(event) => event.key === 'Enter' && submit()}
      />
    </ReviewDialog>
  );
}
