import { useState } from 'react';
import { bridge, client, useCommand } from '../../../client';
import { Button } from '../../../ui/button/button';
import { ReviewDialog } from '../../../ui/dialog/review-dialog';
import { useTexts } from '../../../ui/i18n/texts';
import styles from '../database.module.css';
import { useSubject } from '../subject';
import { NameGate, useGateObstacle } from '../targets/name-gate';
import { texts } from '../texts';

/** Puts back what a rollback archived. */
export function RestoreDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(texts);
  const { input, target } = useSubject();
  const [file, setFile] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const gate = useGateObstacle(typed);
  const restore = useCommand(client.migrate.restoreArchive, {
    success: ({ restored }) =>
      t('restore.done', { count: Object.values(restored).reduce((sum, rows) => sum + rows, 0) }),
    failureTitle: t('restore.failed'),
    onDone: onClose,
  });
  const choose = async () => {
    const [chosen] = await bridge().shell.openFiles({
      title: t('restore.openTitle'),
      filters: [{ name: t('rollback.archiveFilter'), extensions: [target ? 'zip' : 'json'] }],
      multiple: false,
    });
    if (chosen !== undefined) setFile(chosen);
  };
  return (
    <ReviewDialog
      opened
      onClose={onClose}
      title={t('restore.title')}
      lead={t('restore.lead')}
      consequences={[
        target
          ? { text: t('restore.server'), tone: 'wait' }
          : { text: t('restore.backup'), tone: 'good' },
      ]}
      confirmLabel={t('restore.confirm')}
      blocked={file === null ? t('restore.noArchive') : gate}
      pending={restore.isPending}
      onConfirm={() => file !== null && void restore.run({ ...input, file })}
    >
      <div className={styles.archive}>
        <Button data-autofocus onClick={() => void choose()}>
          {t('restore.choose')}
        </Button>
        {file !== null && <span className={styles.path}>{file}</span>}
      </div>
      <NameGate typed={typed} onType={setTyped} />
    </ReviewDialog>
  );
}
