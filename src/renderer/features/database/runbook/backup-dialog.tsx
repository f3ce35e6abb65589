import { useEffect, useRef, useState } from 'react';
import { bridge, client, useCommand } from '../../../client';
import { Button } from '../../../ui/button/button';
import { ReviewDialog } from '../../../ui/dialog/review-dialog';
import { Dialog } from '../../../ui/dialog/dialog';
import { useTexts } from '../../../ui/i18n/texts';
import { noteStart } from '../run/run-store';
import { RunPanel } from '../run/run-panel';
import type { Run } from '../run/use-run';
import { keyOf, useSubject } from '../subject';
import { texts as targetTexts } from '../targets/texts';
import { BackupProof } from './backup-proof';
import type { Backup } from './backup-proof';
import { backupName } from './backup-name';
import styles from './runbook.module.css';
import { texts } from './texts';

type BackupDialogProps = {
  readonly run: Run | null;
  readonly onClose: () => void;
};

/** Makes a backup that has been restored and compared, and shows the proof. */
export function BackupDialog({ run, onClose }: BackupDialogProps) {
  const t = useTexts(texts);
  const { input } = useSubject();
  const name = useName();
  const isOpen = useIsOpen();
  const [made, setMade] = useState<Backup | null>(null);
  const backup = useCommand(client.migrate.backup, {
    // The proof is on screen unless the person has closed it meanwhile.
    success: ({ file }) => (isOpen.current ? undefined : t('backup.toast', { file })),
    failureTitle: t('backup.failed'),
    onDone: setMade,
  });
  const start = (out: string) => {
    noteStart(keyOf(input));
    void backup.run({ ...input, out });
  };
  const title = t('backup.title', { name });
  if (!made && !backup.isPending) {
    return <ChooseFile title={title} onClose={onClose} onStart={start} />;
  }
  return (
    <Dialog
      opened
      size="medium"
      onClose={onClose}
      title={title}
      footer={
        <>
          {made && (
            <Button look="quiet" onClick={() => void bridge().shell.showInFolder(made.file)}>
              {t('backup.show')}
            </Button>
          )}
          <Button look={made ? 'primary' : 'plain'} data-autofocus onClick={onClose}>
            {t('backup.close')}
          </Button>
        </>
      }
    >
      {made ? (
        <BackupProof backup={made} />
      ) : (
        <div className={styles.form} role="status">
          <p>{t('backup.running')}</p>
          {run && <RunPanel run={run} />}
        </div>
      )}
    </Dialog>
  );
}

/** Whether the dialog is still there, for work that outlives it. */
function useIsOpen(): { readonly current: boolean } {
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);
  return isOpen;
}

function useName(): string {
  const t = useTexts(targetTexts);
  return useSubject().target?.name ?? t('workspace');
}

function ChooseFile({
  title,
  onClose,
  onStart,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly onStart: (file: string) => void;
}) {
  const t = useTexts(texts);
  const { target } = useSubject();
  const [file, setFile] = useState<string | null>(null);
  const choose = async () => {
    const { suggestedName, extensions } = backupName(target, new Date());
    const chosen = await bridge().shell.saveFile({
      title: t('backup.fileTitle'),
      suggestedName,
      filters: [{ name: t('backup.filter'), extensions }],
    });
    if (chosen !== null) setFile(chosen);
  };
  return (
    <ReviewDialog
      opened
      onClose={onClose}
      title={title}
      lead={t('backup.lead')}
      consequences={[
        { text: t('backup.noLock'), tone: 'good' },
        { text: t('backup.noSteps'), tone: 'wait' },
      ]}
      confirmLabel={t('backup.start')}
      blocked={file === null ? t('backup.noFile') : undefined}
      onConfirm={() => file !== null && onStart(file)}
    >
      <div className={styles.chosen}>
        <Button data-autofocus onClick={() => void choose()}>
          {t('backup.choose')}
        </Button>
        {file !== null && <span className={styles.path}>{file}</span>}
      </div>
    </ReviewDialog>
  );
}
