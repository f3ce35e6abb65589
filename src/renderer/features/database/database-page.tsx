import { useState } from 'react';
import { client, useQuery } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { Button } from '../../ui/button/button';
import { useTexts } from '../../ui/i18n/texts';
import { Menu } from '../../ui/menu/menu';
import { PageBody } from '../../ui/page/page';
import { PageHeader } from '../../ui/page-header/page-header';
import { QueryState } from '../../ui/query-state/query-state';
import { Tag } from '../../ui/tag/tag';
import type { Asked } from './asked';
import { ApplyDialog } from './apply-dialog';
import { ApplyFailure } from './apply-failure';
import type { ApplyOutcome } from './apply-failure';
import styles from './database.module.css';
import { DatabasePanel } from './database-panel';
import { RestoreDialog } from './restore-dialog';
import { RollbackDialog } from './rollback-dialog';
import { StepList } from './step-list';
import { pendingSteps, rollbackTargets } from './steps';
import type { Status } from './steps';
import { texts } from './texts';
import { useVerification } from './use-verification';

/** The steps of the schema: where they stand, what they say, and moving forward and back. */
export function DatabasePage() {
  const t = useTexts(texts);
  const status = useQuery(client.migrate.status, {});
  return (
    <QueryState query={status} title={t('failed')} loading={<PageHeader title={t('title')} />}>
      {(data) => <Database status={data} />}
    </QueryState>
  );
}

function Database({ status }: { readonly status: Status }) {
  const t = useTexts(texts);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [outcome, setOutcome] = useState<ApplyOutcome | null>(null);
  const verification = useVerification();
  const pending = pendingSteps(status.steps).length;
  const canRollBack = rollbackTargets(status.steps).length > 0;
  const askApply = () => setAsked({ what: 'apply', to: null });
  const askRollback = () => setAsked({ what: 'rollback', to: null });
  const askRestore = () => setAsked({ what: 'restore' });
  const close = () => setAsked(null);
  useDatabaseActions({
    verify: verification.run,
    apply: pending > 0 ? askApply : null,
    rollback: canRollBack ? askRollback : null,
    restore: askRestore,
  });
  return (
    <>
      <PageHeader
        title={t('title')}
        sub={<Engine status={status} />}
        tags={
          pending === 0 ? (
            <Tag tone="good">{t('allApplied')}</Tag>
          ) : (
            <Tag tone="wait">{t('pending', { count: pending })}</Tag>
          )
        }
        actions={
          <>
            <Menu items={[{ id: 'restore', label: t('restore.button'), onSelect: askRestore }]} />
            <Button look="quiet" disabled={!canRollBack} onClick={askRollback}>
              {t('rollback.button')}
            </Button>
            <Button shortcut="v" pending={verification.isRunning} onClick={verification.run}>
              {t('verify.button')}
            </Button>
            {pending > 0 && (
              <Button look="primary" onClick={askApply}>
                {t('apply.button', { count: pending })}
              </Button>
            )}
          </>
        }
      />
      <PageBody kind="fill">
        <div className={styles.columns}>
          <div className={styles.left}>
            {outcome && <ApplyFailure outcome={outcome} onClose={() => setOutcome(null)} />}
            <StepList steps={status.steps} onAsk={setAsked} />
          </div>
          <DatabasePanel status={status} verification={verification} />
        </div>
      </PageBody>
      {asked?.what === 'apply' && (
        <ApplyDialog to={asked.to} onClose={close} onOutcome={setOutcome} />
      )}
      {asked?.what === 'rollback' && (
        <RollbackDialog steps={status.steps} first={asked.to} onClose={close} />
      )}
      {asked?.what === 'restore' && <RestoreDialog onClose={close} />}
    </>
  );
}

function Engine({ status }: { readonly status: Status }) {
  const t = useTexts(texts);
  const info = useQuery(client.workspace.info, {}).data;
  if (!info) return null;
  const { version } = status;
  return <>{t('sub', { file: info.name, engine: t(status.engine), version })}</>;
}

function useDatabaseActions(run: {
  readonly verify: () => void;
  /** Null where there is nothing to do. */
  readonly apply: (() => void) | null;
  readonly rollback: (() => void) | null;
  readonly restore: () => void;
}): void {
  const t = useTexts(texts);
  const group = t('group');
  useActions([
    { id: 'database.verify', name: t('actions.verify'), group, shortcut: 'v', run: run.verify },
    {
      id: 'database.apply',
      name: t('actions.apply'),
      group,
      shortcut: 'a',
      disabled: run.apply === null,
      run: () => run.apply?.(),
    },
    {
      id: 'database.rollback',
      name: t('actions.rollback'),
      group,
      disabled: run.rollback === null,
      run: () => run.rollback?.(),
    },
    { id: 'database.restore', name: t('actions.restore'), group, run: run.restore },
  ]);
}
