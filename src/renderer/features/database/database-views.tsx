import { useEffect, useState } from 'react';
import { client, useQuery } from '../../client';
import type { Query } from '../../client';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { useTexts } from '../../ui/i18n/texts';
import { Tabs } from '../../ui/tabs/tabs';
import { useLatest } from '../../ui/use-latest';
import { ApplyFailure, needsReading } from './apply/apply-failure';
import type { Asked } from './asked';
import { PreflightView } from './checks/preflight-view';
import { usePreflight } from './checks/use-preflight';
import type { Verification } from './checks/use-verification';
import { VerifyView } from './checks/verify-view';
import styles from './database.module.css';
import { EventsView } from './events/events-view';
import { RunPanel } from './run/run-panel';
import { dismissOutcome, useIsElsewhere, useOutcome } from './run/run-store';
import { stepOf } from './run/use-run';
import type { Run } from './run/use-run';
import { StepList } from './steps/step-list';
import { duePending } from './steps/steps';
import type { PlannedStep, Status } from './steps/steps';
import { keyOf, useSubject } from './subject';
import { texts } from './texts';
import { views } from './views';
import type { View } from './views';

type DatabaseViewsProps = {
  readonly status: Status;
  readonly query: Query<Status>;
  readonly verification: Verification;
  readonly run: Run | null;
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly onAsk: (asked: Asked) => void;
};

/** Steps, preflight, checks and history of a database; work that runs stands above all of them. */
export function DatabaseViews(props: DatabaseViewsProps) {
  const t = useTexts(texts);
  const { query, run, view, onView, verification } = props;
  const key = keyOf(useSubject().input);
  const { outcome, isOpen } = useOutcome(key);
  const complaints = usePreflight().data?.complaints.length;
  const bad = verification.result?.checks.filter(({ ok }) => !ok).length;
  const counts = { steps: undefined, preflight: complaints, verify: bad, history: undefined };
  return (
    <div className={styles.left}>
      {run && <RunPanel run={run} />}
      {query.failure && (
        <div className={styles.failure}>
          <ErrorPanel
            title={t('notNow')}
            {...query.failure}
            kept={t('notNowKept')}
            onRetry={query.retry}
          />
        </div>
      )}
      {outcome && isOpen && needsReading(outcome) && (
        <ApplyFailure outcome={outcome} onClose={() => dismissOutcome(key)} />
      )}
      <Tabs
        label={t('views.label')}
        value={view}
        onChange={onView}
        tabs={views.map((value) => ({
          value,
          label: t(`views.${value}`),
          ...(counts[value] ? { count: counts[value] } : {}),
        }))}
      >
        {view === 'history' ? (
          <EventsView />
        ) : (
          <div className={styles.scroll}>
            {view === 'steps' && <Steps {...props} />}
            {view === 'preflight' && <PreflightView />}
            {view === 'verify' && <VerifyView verification={verification} />}
          </div>
        )}
      </Tabs>
    </div>
  );
}

function Steps({ status, run, onAsk }: DatabaseViewsProps) {
  const { input } = useSubject();
  const isElsewhere = useIsElsewhere(keyOf(input));
  const planned = usePlan(status, run !== null);
  const running = run && !isElsewhere ? stepOf(run) : null;
  return <StepList steps={status.steps} onAsk={onAsk} planned={planned} running={running} />;
}

/** What applying would do, asked again whenever other steps are pending; not while steps run. */
function usePlan(status: Status, isBusy: boolean): readonly PlannedStep[] | undefined {
  const { input, target } = useSubject();
  const pending = duePending(status.steps, target !== null)
    .map(({ name }) => name)
    .join(' ');
  // Once work has ended, the steps are planned as they stand afterwards.
  const [seenBusy, setSeenBusy] = useState<Status | null>(null);
  if (isBusy && seenBusy !== status) setSeenBusy(status);
  const isAsked = pending !== '' && !isBusy && seenBusy !== status;
  const plan = useQuery(client.migrate.plan, isAsked ? input : null, { keepPrevious: true });
  const latest = useLatest(plan.retry);
  useEffect(() => latest.current(), [latest, pending, isAsked]);
  return plan.data?.steps;
}
