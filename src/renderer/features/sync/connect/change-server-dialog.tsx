import { useState } from 'react';
import type { Failure } from '../../../../shared/kernel/errors';
import { client, useCommand } from '../../../client';
import { Dialog } from '../../../ui/dialog/dialog';
import { useTexts } from '../../../ui/i18n/texts';
import { texts } from './texts';
import { ChooseServer } from './choose-server';

/** Another address or another login of the same server; a different server is refused. */
export function ChangeServerDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(texts);
  const [failure, setFailure] = useState<Failure | null>(null);
  const change = useCommand(client.sync.changeServer, {
    success: ({ server }) => t('change.done', { server: server ?? '' }),
    onDone: onClose,
    onFailed: (failed) => {
      setFailure(failed);
      return true;
    },
  });
  return (
    <Dialog opened size="medium" onClose={onClose} title={t('change.title')}>
      <p>{t('change.lead')}</p>
      <ChooseServer
        submitLabel={t('change.confirm')}
        pending={change.isPending}
        failure={failure}
        onChoose={(server) => {
          setFailure(null);
          void change.run({ server });
        }}
      />
    </Dialog>
  );
}
