import { useState } from 'react';
import type { CertificateRow } from '../../../shared/contract/certificates';
import { client, useCommand } from '../../client';
import { ReviewDialog } from '../../ui/dialog/review-dialog';
import { TextField } from '../../ui/field/text-field';
import { useTexts } from '../../ui/i18n/texts';
import { texts } from './texts';

type ReissueProps = {
  readonly row: CertificateRow;
  readonly onClose: () => void;
  readonly onReissued: (code: string) => void;
};

/** The step before a new version takes the place of a certificate. */
export function ReissueDialog({ row, onClose, onReissued }: ReissueProps) {
  const t = useTexts(texts);
  const [name, setName] = useState(row.learnerName);
  const reissue = useCommand(client.certificates.reissue, {
    success: ({ code }) => t('reissue.done', { code }),
    failureTitle: t('reissue.failed'),
    onDone: ({ code }) => {
      onClose();
      onReissued(code);
    },
  });
  const isBlank = name.trim() === '';
  const submit = () => {
    if (!isBlank && !reissue.isPending) void reissue.run({ code: row.code, name: name.trim() });
  };
  return (
    <ReviewDialog
      opened
      onClose={onClose}
      title={t('reissue.title', { name: row.learnerName })}
      lead={t('reissue.lead')}
      consequences={[
        { text: t('reissue.newCode'), tone: 'good' },
        { text: t(row.status === 'revoked' ? 'reissue.revokedCode' : 'reissue.oldCode', row) },
        { text: t('reissue.noUndo'), tone: 'wait' },
      ]}
      blocked={isBlank ? t('reissue.noName') : undefined}
      confirmLabel={t('reissue.confirm')}
      pending={reissue.isPending}
      onConfirm={submit}
    >
      <TextField
        label={t('reissue.name')}
        hint={t('reissue.nameHint')}
        value={name}
        maxLength={300}
        onChange={setName}
        onKeyDown={(event) => event.key === 'Enter' && submit()}
      />
    </ReviewDialog>
  );
}
