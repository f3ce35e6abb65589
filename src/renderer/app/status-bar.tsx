import type { ReactNode } from 'react';
import { client, useEngineState, useQuery, useSyncStatus } from '../client';
import { SyncStatus } from '../features/sync/status/sync-status';
import { keyNames } from '../ui/kbd/key-names';
import { Kbd } from '../ui/kbd/kbd';
import { Icon } from '../ui/icons/icon';
import { addresses } from '../ui/navigation/addresses';
import { hrefOf } from '../ui/navigation/location';
import { useTexts } from '../ui/i18n/texts';
import { JobStatus } from './job-status';
import { openPalette } from './overlay';
import styles from './status-bar.module.css';
import { texts } from './texts';
import { undoLast } from './undo-redo';

/** The line at the foot: workspace, state, schema on the left; work, undo, commands on the right. */
export function StatusBar() {
  const t = useTexts(texts);
  return (
    <footer className={styles.bar} aria-label={t('status.label')}>
      <WorkspaceStatus />
      <div className={styles.right}>
        <JobStatus />
        <UndoStatus />
        <button
          type="button"
          className={styles.button}
          aria-keyshortcuts="Control+K"
          onClick={openPalette}
        >
          {t('status.commands')} <Kbd keys="mod+k" />
        </button>
      </div>
    </footer>
  );
}

function WorkspaceStatus() {
  const t = useTexts(texts);
  const engine = useEngineState().state;
  const { data } = useQuery(client.workspace.info, {});
  const sync = useSyncStatus();
  if (engine !== 'ready') return <State state={engine} />;
  if (!data) return null;
  const hasServer = sync !== undefined && sync.state !== 'none';
  const trouble = !data.ok ? 'unsound' : data.readOnly ? 'readOnly' : null;
  return (
    <>
      {(trouble ?? !hasServer) && (
        <State state={trouble ?? 'local'}>{data.sample && ` · ${t('status.sample')}`}</State>
      )}
      {hasServer && <SyncStatus status={sync} />}
      <span className={styles.name} title={data.file} dir="auto">
        {data.name}
      </span>
      <span className={styles.item}>{t('status.schema', { version: data.schemaVersion })}</span>
    </>
  );
}

type StateName = 'local' | 'readOnly' | 'unsound' | 'starting' | 'restarting' | 'failed';

function State({ state, children }: { readonly state: StateName; readonly children?: ReactNode }) {
  const t = useTexts(texts);
  return (
    <span className={styles.item}>
      <span className={styles.dot} data-state={state} aria-hidden />
      {t(`status.${state}`)}
      {children}
    </span>
  );
}

function UndoStatus() {
  const t = useTexts(texts);
  const { data } = useQuery(client.history.next, {});
  const label = data?.undo?.label;
  if (!data?.undo && !data?.redo) return null;
  return (
    <>
      {label && (
        <button
          type="button"
          className={styles.button}
          title={`${t('status.undo', { label })} (${keyNames('mod+z')})`}
          onClick={() => void undoLast()}
        >
          <span className={styles.label} dir="auto">
            {t('status.undo', { label })}
          </span>{' '}
          <Kbd keys="mod+z" />
        </button>
      )}
      <a
        href={hrefOf(addresses.history)}
        className={styles.button}
        aria-label={t('status.history')}
        title={`${t('status.history')} (${keyNames('g y')})`}
      >
        <Icon name="history" />
      </a>
    </>
  );
}
