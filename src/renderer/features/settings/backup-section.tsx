import { useState } from 'react';
import { client, useCommand, useQuery } from '../../client';
import { Button } from '../../ui/button/button';
import { DateText } from '../../ui/date-text/date-text';
import { formatDate } from '../../ui/date-text/format-date';
import { ConfirmDialog } from '../../ui/dialog/review-dialog';
import { Facts } from '../../ui/facts/facts';
import { useTexts } from '../../ui/i18n/texts';
import { formatBytes } from '../../ui/number-text/format-number';
import { Section } from '../../ui/page/page';
import { QueryState } from '../../ui/query-state/query-state';
import styles from './settings-page.module.css';
import { restoreBackup } from './switch-workspace';
import { texts } from './texts';

type Backup = { readonly file: string; readonly at: string; readonly bytes: number };

const listed = 5;

/** Copies of the workspace: make one, go back to one. */
export function BackupSection() {
  const t = useTexts(texts);
  const backups = useQuery(client.workspace.backups, {});
  const [chosen, setChosen] = useState<Backup | null>(null);
  const backUp = useCommand(client.workspace.backup, {
    success: ({ file }) => t('backups.done', { file }),
    onDone: backups.retry,
  });
  return (
    <Section title={t('backups.title')}>
      <QueryState query={backups}>
        {(data) => <BackupList backups={data.backups} onRestore={setChosen} />}
      </QueryState>
      <Button
        className={styles.start}
        pending={backUp.isPending}
        onClick={() => void backUp.run({})}
      >
        {t('backups.now')}
      </Button>
      <RestoreDialog backup={chosen} onClose={() => setChosen(null)} />
    </Section>
  );
}

function BackupList({
  backups,
  onRestore,
}: {
  readonly backups: readonly Backup[];
  readonly onRestore: (backup: Backup) => void;
}) {
  const t = useTexts(texts);
  if (backups.length === 0) return <p className={styles.none}>{t('backups.none')}</p>;
  return (
    <Facts
      facts={backups.slice(0, listed).map((backup) => ({
        name: formatBytes(backup.bytes),
        value: <DateText value={backup.at} kind="time" />,
        action: (
          <Button
            size="small"
            aria-label={`${t('backups.restore')} ${formatDate(backup.at, 'time')}`}
            onClick={() => onRestore(backup)}
          >
            {t('backups.restore')}
          </Button>
        ),
      }))}
    />
  );
}

function RestoreDialog({
  backup,
  onClose,
}: {
  readonly backup: Backup | null;
  readonly onClose: () => void;
}) {
  const t = useTexts(texts);
  const [isPending, setPending] = useState(false);
  const restore = async (file: string) => {
    setPending(true);
    await restoreBackup(file);
    setPending(false);
    onClose();
  };
  return (
    <ConfirmDialog
      opened={backup !== null}
      onClose={onClose}
      title={t('backups.reviewTitle')}
      lead={t('backups.reviewLead')}
      consequences={
        backup
          ? [
              {
                text: t('backups.reviewFile', { at: formatDate(backup.at, 'time') }),
                figure: formatBytes(backup.bytes),
                tone: 'good',
              },
              { text: t('backups.reviewKept'), tone: 'muted' },
              { text: t('backups.reviewLost'), tone: 'wait' },
            ]
          : []
      }
      confirmLabel={t('backups.confirm')}
      danger
      pending={isPending}
      onConfirm={() => backup && void restore(backup.file)}
    />
  );
}
