import { client, useQuery } from '../../../client';
import { Button } from '../../../ui/button/button';
import { Facts } from '../../../ui/facts/facts';
import { useTexts } from '../../../ui/i18n/texts';
import { formatBytes, formatNumber } from '../../../ui/number-text/format-number';
import { Section } from '../../../ui/page/page';
import { QueryState } from '../../../ui/query-state/query-state';
import type { SyncStatus } from '../../../../shared/contract/sync';
import styles from '../sync.module.css';
import { texts } from '../texts';
import type { Health } from './health';
import { MirrorSection } from './mirror-section';
import { UnfitValues } from './unfit-values';
import type { MirrorCheck } from './use-mirror-check';

type HealthViewProps = {
  readonly status: SyncStatus;
  readonly check: MirrorCheck;
  readonly onChangeServer: () => void;
};

/** Whether everything that keeps the copy right is in order, and what it takes up. */
export function HealthView({ status, check, onChangeServer }: HealthViewProps) {
  const t = useTexts(texts);
  const query = useQuery(client.sync.health, {});
  return (
    <div className={styles.scroll}>
      <QueryState query={query} title={t('health.failed')}>
        {(health) => (
          <>
            <ServerSection health={health} status={status} onChangeServer={onChangeServer} />
            <MirrorSection health={health} check={check} />
            <StorageSection health={health} status={status} />
            {health.unfitValues.length > 0 && <UnfitValues values={health.unfitValues} />}
          </>
        )}
      </QueryState>
    </div>
  );
}

function ServerSection({
  health,
  status,
  onChangeServer,
}: {
  readonly health: Health;
  readonly status: SyncStatus;
  readonly onChangeServer: () => void;
}) {
  const t = useTexts(texts);
  return (
    <Section title={t('health.server')}>
      <Facts
        facts={[
          {
            name: t('health.address'),
            value: health.server ?? status.server ?? '',
            action: (
              <Button size="small" onClick={onChangeServer}>
                {t('changeServer')}
              </Button>
            ),
          },
          {
            name: t('health.version'),
            value: health.version
              ? t('health.postgres', { version: health.version })
              : t('health.unknown'),
          },
          { name: t('health.who'), value: health.userId ?? t('who.admin') },
          { name: t('health.courses'), value: formatNumber(health.courses) },
        ]}
      />
    </Section>
  );
}

function StorageSection({
  health,
  status,
}: {
  readonly health: Health;
  readonly status: SyncStatus;
}) {
  const t = useTexts(texts);
  const { offlineFiles, workspaceBytes, queueRows } = health;
  const rows = Object.values(status.rows).reduce((sum, count) => sum + count, 0);
  return (
    <Section title={t('health.storage')}>
      <Facts
        facts={[
          { name: t('health.workspace'), value: formatBytes(workspaceBytes) },
          { name: t('health.rows'), value: formatNumber(rows) },
          {
            name: t('health.queue'),
            value: t('health.queueRows', { number: formatNumber(queueRows) }),
          },
          {
            name: t('health.files'),
            value: t('health.filesKept', {
              number: formatNumber(offlineFiles.kept),
              size: formatBytes(offlineFiles.bytes),
            }),
          },
        ]}
      />
    </Section>
  );
}
