import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { ShownTarget } from '../../../shared/contract/targets';
import { client, useQuery } from '../../client';
import type { Query } from '../../client';
import { PageBody } from '../../ui/page/page';
import { useLatest } from '../../ui/use-latest';
import type { Asked } from './asked';
import { useApply } from './apply/use-apply';
import { useReport } from './checks/use-report';
import { useVerification } from './checks/use-verification';
import { DatabaseDialogs } from './database-dialogs';
import { DatabaseHeader } from './database-header';
import { DatabasePanel } from './database-panel';
import { DatabaseViews } from './database-views';
import styles from './database.module.css';
import { useRun } from './run/use-run';
import { duePending, duePendingOwn, rollbackTargets } from './steps/steps';
import type { Status } from './steps/steps';
import { useSubject } from './subject';
import { ProductionBanner } from './targets/production-banner';
import { Unreachable } from './targets/unreachable';
import { useDatabaseActions } from './use-database-actions';
import { useView } from './views';

type DatabaseProps = {
  readonly menu: ReactNode;
  readonly onEdit: (target: ShownTarget) => void;
  /** Back to the workspace. */
  readonly onLeave: () => void;
};

/** One database: asked where it stands, or why it cannot be asked. */
export function Database({ menu, onEdit, onLeave }: DatabaseProps) {
  const { input, target } = useSubject();
  const status = useQuery(client.migrate.status, input);
  const latest = useLatest(status.retry);
  // Nobody tells when a server has changed: each visit asks.
  useEffect(() => latest.current(), [latest]);
  if (status.data) {
    return <KnownDatabase menu={menu} status={status.data} query={status} />;
  }
  return (
    <>
      <DatabaseHeader menu={menu} />
      <ProductionBanner />
      {status.failure && (
        <Unreachable
          failure={status.failure}
          onRetry={status.retry}
          onEdit={() => target && onEdit(target)}
          onLeave={onLeave}
        />
      )}
    </>
  );
}

function KnownDatabase({
  menu,
  status,
  query,
}: {
  readonly menu: ReactNode;
  readonly status: Status;
  readonly query: Query<Status>;
}) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [view, setView] = useView();
  const verification = useVerification();
  const apply = useApply();
  const report = useReport();
  const run = useRun();
  useFollow(run?.job.done, query.retry);
  const isServer = useSubject().target !== null;
  const pending = duePending(status.steps, isServer).length;
  const own = duePendingOwn(status.steps, isServer).length;
  const mayRollBack = rollbackTargets(status.steps).length > 0 && !run;
  const deeds = {
    verify: () => {
      setView('verify');
      verification.run();
    },
    refresh: query.retry,
    plan: pending > 0 ? () => setAsked({ what: 'plan' }) : null,
    apply: pending > 0 && !run ? () => setAsked({ what: 'apply', to: null }) : null,
    applyOwn:
      own > 0 && !run ? () => setAsked({ what: 'apply', to: null, group: 'lectern' }) : null,
    rollback: mayRollBack ? () => setAsked({ what: 'rollback', to: null }) : null,
    backup: () => setAsked({ what: 'backup' }),
    restore: () => setAsked({ what: 'restore' }),
    report: report.save,
    show: setView,
  };
  useDatabaseActions(deeds);
  return (
    <>
      <DatabaseHeader
        menu={menu}
        status={status}
        deeds={deeds}
        isVerifying={verification.isRunning}
      />
      <ProductionBanner />
      <PageBody kind="fill">
        <div className={styles.columns}>
          <DatabaseViews
            status={status}
            query={query}
            verification={verification}
            run={run}
            view={view}
            onView={setView}
            onAsk={setAsked}
          />
          <DatabasePanel
            status={status}
            onBackUp={deeds.backup}
            onShowPreflight={() => setView('preflight')}
          />
        </div>
      </PageBody>
      <DatabaseDialogs
        asked={asked}
        status={status}
        apply={{
          ...apply,
          run: (terms) => {
            setView('steps');
            apply.run(terms);
          },
        }}
        run={run}
        onAsk={setAsked}
        onClose={() => setAsked(null)}
      />
    </>
  );
}

/** Asks anew where the steps stand whenever one more is done, and when the work has ended. */
function useFollow(done: number | undefined, retry: () => void): void {
  const latest = useLatest(retry);
  const seen = useRef(done);
  useEffect(() => {
    if (seen.current === done) return;
    seen.current = done;
    latest.current();
  }, [done, latest]);
}
