import { useState } from 'react';
import type { SyncStatus } from '../../../shared/contract/sync';
import { client, useCommand, useQuery } from '../../client';
import { Button } from '../../ui/button/button';
import { useTexts } from '../../ui/i18n/texts';
import { Menu } from '../../ui/menu/menu';
import { PageHeader } from '../../ui/page-header/page-header';
import { PageBody } from '../../ui/page/page';
import { Tabs } from '../../ui/tabs/tabs';
import { ConflictsView } from './conflicts/conflicts-view';
import { isToDecide } from './conflicts/use-conflicts';
import { ChangeServerDialog } from './connect/change-server-dialog';
import { HealthView } from './health/health-view';
import { useMirrorCheck } from './health/use-mirror-check';
import { HistoryView } from './history/history-view';
import { OthersView } from './others/others-view';
import { SeedingPanel } from './seeding-panel';
import { StatusNotice } from './status-notice';
import { StatusTag } from './status/status-tag';
import styles from './sync.module.css';
import { texts } from './texts';
import { useSyncActions } from './use-sync-actions';
import type { Deeds } from './use-sync-actions';
import { useView, views } from './views';
import { useQueueLength } from './waiting/use-outbox';
import { WaitingView } from './waiting/waiting-view';

/** A workspace that has a server: what waits, what happened, and whether all is well. */
export function ServerPage({ status }: { readonly status: SyncStatus }) {
  const t = useTexts(texts);
  const [view, setView] = useView();
  const [isChanging, setChanging] = useState(false);
  const check = useMirrorCheck();
  const listed = useQuery(client.sync.conflicts, {}).data;
  const waiting = useQueueLength();
  const now = useCommand(client.sync.run, { failureTitle: t('notSynced') });
  const pause = useCommand(client.sync.pause, { failureTitle: t('notPaused') });
  const isPaused = status.state === 'paused';
  const deeds: Deeds = {
    now: () => void now.run({}),
    pause: () => void pause.run({ paused: !isPaused }),
    isPaused,
    verify: () => {
      setView('health');
      check.verify();
    },
    changeServer: () => setChanging(true),
    show: setView,
  };
  useSyncActions(deeds);
  const counts = {
    conflicts: listed?.conflicts.filter(isToDecide).length,
    waiting,
    others: listed?.others.length,
    history: undefined,
    health: undefined,
  };
  return (
    <>
      <PageHeader
        title={t('title')}
        tags={<StatusTag status={status} />}
        sub={[status.server, status.userId ?? t('who.admin')].filter(Boolean).join(' · ')}
        actions={<HeaderActions deeds={deeds} isRunning={now.isPending} />}
      />
      <PageBody kind="fill">
        <div className={styles.page}>
          <StatusNotice status={status} deeds={deeds} />
          {status.state === 'seeding' && <SeedingPanel status={status} onPause={deeds.pause} />}
          <Tabs
            label={t('views.label')}
            value={view}
            onChange={setView}
            tabs={views.map((value) => ({
              value,
              label: t(`views.${value}`),
              ...(counts[value] ? { count: counts[value] } : {}),
            }))}
          >
            {view === 'conflicts' && <ConflictsView />}
            {view === 'waiting' && <WaitingView />}
            {view === 'others' && <OthersView />}
            {view === 'history' && <HistoryView />}
            {view === 'health' && (
              <HealthView status={status} check={check} onChangeServer={deeds.changeServer} />
            )}
          </Tabs>
        </div>
      </PageBody>
      {isChanging && <ChangeServerDialog onClose={() => setChanging(false)} />}
    </>
  );
}

function HeaderActions({
  deeds,
  isRunning,
}: {
  readonly deeds: Deeds;
  readonly isRunning: boolean;
}) {
  const t = useTexts(texts);
  const { now, pause, isPaused, verify, changeServer } = deeds;
  return (
    <>
      <Menu
        items={[
          { id: 'pause', label: t(isPaused ? 'resume' : 'pause'), onSelect: pause },
          { id: 'verify', label: t('health.verify'), shortcut: 'v', onSelect: verify },
          { id: 'server', label: t('changeServer'), onSelect: changeServer },
        ]}
      />
      <Button icon="sync" shortcut="s" pending={isRunning} onClick={now}>
        {t('syncNow')}
      </Button>
    </>
  );
}
