import { useState } from 'react';
import type { OfflineFileStatus } from '../../../shared/contract/attachments';
import { bridge, client, useCommand, useQuery } from '../../client';
import { Button } from '../../ui/button/button';
import { IconButton } from '../../ui/button/icon-button';
import { ConfirmDialog } from '../../ui/dialog/review-dialog';
import { Facts } from '../../ui/facts/facts';
import { Switch } from '../../ui/field/checkbox';
import { NumberField } from '../../ui/field/number-field';
import { useTexts } from '../../ui/i18n/texts';
import { formatBytes } from '../../ui/number-text/format-number';
import { Section } from '../../ui/page/page';
import { QueryState } from '../../ui/query-state/query-state';
import styles from './settings-page.module.css';
import { texts } from './texts';

const gigabyte = 1_000_000_000;
const megabyte = 1_000_000;

/** Whether files that learners hand in are kept for work without a network, and how many. */
export function OfflineFilesSection() {
  const t = useTexts(texts);
  const status = useQuery(client.attachments.status, {});
  return (
    <Section title={t('offline.title')}>
      <QueryState query={status}>{(data) => <OfflineFiles status={data} />}</QueryState>
    </Section>
  );
}

function OfflineFiles({ status }: { readonly status: OfflineFileStatus }) {
  const t = useTexts(texts);
  const configure = useCommand(client.attachments.configure);
  if (!status.hasServer) return <p className={styles.none}>{t('offline.noServer')}</p>;
  return (
    <>
      <Switch
        label={t('offline.on')}
        hint={t('offline.onHint')}
        checked={status.enabled}
        onChange={(enabled) => void configure.run({ enabled })}
      />
      <div className={styles.row}>
        <SizeField
          label={t('offline.total')}
          bytes={status.totalBytes}
          unit="GB"
          unitBytes={gigabyte}
          onStore={(totalBytes) => void configure.run({ totalBytes })}
        />
        <SizeField
          label={t('offline.each')}
          bytes={status.fileBytes}
          unit="MB"
          unitBytes={megabyte}
          onStore={(fileBytes) => void configure.run({ fileBytes })}
        />
      </div>
      <Switch
        label={t('offline.private')}
        hint={t('offline.privateHint')}
        checked={status.allowPrivate}
        onChange={(allowPrivate) => void configure.run({ allowPrivate })}
      />
      <KeptFacts status={status} />
      <Ways status={status} />
    </>
  );
}

/** A size that is stored when the field is left, so that no limit holds that was half typed. */
function SizeField({
  label,
  bytes,
  unit,
  unitBytes,
  onStore,
}: {
  readonly label: string;
  readonly bytes: number;
  readonly unit: string;
  readonly unitBytes: number;
  readonly onStore: (bytes: number) => void;
}) {
  const [typed, setTyped] = useState<number | null>(null);
  const store = (): void => {
    const next = typed === null ? bytes : Math.round(typed * unitBytes);
    setTyped(null);
    if (next > 0 && next !== bytes) onStore(next);
  };
  return (
    <NumberField
      label={label}
      value={typed ?? bytes / unitBytes}
      min={0}
      max={10_000}
      unit={unit}
      onChange={setTyped}
      onBlur={store}
    />
  );
}

function KeptFacts({ status }: { readonly status: OfflineFileStatus }) {
  const t = useTexts(texts);
  const { kept, keptBytes, waiting, failed, tooLarge, refused, folder } = status;
  return (
    <Facts
      facts={[
        {
          name: t('offline.kept'),
          value: t('offline.keptFiles', { count: kept, size: formatBytes(keptBytes) }),
        },
        {
          name: t('offline.missing'),
          value: t('offline.missingFiles', { waiting, failed, tooLarge, refused }),
        },
        {
          name: t('offline.folder'),
          value: folder,
          action: (
            <IconButton
              icon="folder"
              size="small"
              label={t('workspace.show')}
              onClick={() => void bridge().shell.showInFolder(folder)}
            />
          ),
        },
      ]}
    />
  );
}

function Ways({ status }: { readonly status: OfflineFileStatus }) {
  const t = useTexts(texts);
  const [asking, setAsking] = useState(false);
  const fetchNow = useCommand(client.attachments.fetch);
  const clear = useCommand(client.attachments.clear, {
    success: t('offline.cleared'),
    onDone: () => setAsking(false),
  });
  return (
    <div className={styles.row}>
      <Button pending={fetchNow.isPending || status.running} onClick={() => void fetchNow.run({})}>
        {t('offline.fetch')}
      </Button>
      <Button disabled={status.kept === 0} onClick={() => setAsking(true)}>
        {t('offline.clear')}
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('offline.clearTitle')}
        lead={t('offline.clearLead')}
        consequences={[
          {
            text: t('offline.keptFiles', {
              count: status.kept,
              size: formatBytes(status.keptBytes),
            }),
            tone: 'wait',
          },
          { text: t('offline.clearLater'), tone: 'muted' },
          { text: t('offline.clearCopies'), tone: 'good' },
        ]}
        confirmLabel={t('offline.clearConfirm')}
        danger
        pending={clear.isPending}
        onConfirm={() => void clear.run({})}
      />
    </div>
  );
}
