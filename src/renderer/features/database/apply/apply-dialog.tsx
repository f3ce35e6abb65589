import { useEffect, useState } from 'react';
import { client, useQuery } from '../../../client';
import { ReviewDialog } from '../../../ui/dialog/review-dialog';
import type { Consequence } from '../../../ui/dialog/review-dialog';
import { ErrorPanel } from '../../../ui/error-panel/error-panel';
import { useTexts } from '../../../ui/i18n/texts';
import { SkeletonLines } from '../../../ui/skeleton/skeleton';
import { useLatest } from '../../../ui/use-latest';
import { useSubject } from '../subject';
import { texts } from '../texts';
import { noOverride, OverrideFields, useOverrideObstacle } from './override';
import { PlanTable } from './plan-table';
import type { Apply } from './use-apply';

type ApplyDialogProps = {
  /** The last step to apply; everything pending when null. */
  readonly to: string | null;
  /** Lectern's own tables on a server; the plan when left out. */
  readonly group?: 'lectern' | undefined;
  readonly apply: Apply;
  readonly onClose: () => void;
};

/** The step before steps are applied: which, what they lock and write, and what the gate says. */
export function ApplyDialog({ to, group, apply, onClose }: ApplyDialogProps) {
  const t = useTexts(texts);
  const { input, target } = useSubject();
  const range = { ...(to === null ? {} : { to }), ...(group ? { group } : {}) };
  const plan = useQuery(client.migrate.plan, { ...input, ...range });
  const checklist = useQuery(client.migrate.checklist, target ? input : null);
  const latest = useLatest(plan.retry);
  // No table tells when a plan is stale: it is always asked anew.
  useEffect(() => latest.current(), [latest]);
  const [override, setOverride] = useState(noOverride);
  const gate = checklist.data;
  const open = gate?.gated ? gate.items.filter(({ ok }) => !ok) : [];
  const obstacle = useOverrideObstacle(open.length > 0, override);
  const steps = plan.data?.steps ?? [];
  const isEmpty = plan.data !== undefined && steps.length === 0;
  const confirm = () => {
    const skip = open.length > 0 ? { skipChecklist: true, reason: override.reason.trim() } : {};
    apply.run({ ...range, ...skip });
    onClose();
  };
  return (
    <ReviewDialog
      opened
      size="large"
      onClose={onClose}
      title={t('apply.title', { count: steps.length })}
      lead={t('apply.lead')}
      consequences={useConsequences(target !== null)}
      confirmLabel={t('apply.confirm', { count: steps.length })}
      danger={override.wanted && open.length > 0}
      blocked={isEmpty ? t('apply.none') : obstacle}
      pending={apply.isPending || plan.isFetching || checklist.isLoading}
      onConfirm={confirm}
    >
      {open.length > 0 && <OverrideFields open={open} override={override} onChange={setOverride} />}
      {plan.isLoading && <SkeletonLines lines={4} />}
      {plan.failure && (
        <ErrorPanel title={t('apply.planFailed')} {...plan.failure} onRetry={plan.retry} />
      )}
      {steps.length > 0 && <PlanTable steps={steps} />}
    </ReviewDialog>
  );
}

function useConsequences(isServer: boolean): readonly Consequence[] {
  const t = useTexts(texts);
  return [
    { text: t(isServer ? 'apply.locks' : 'apply.backup'), tone: 'good' },
    { text: t('apply.untouched'), tone: 'good' },
  ];
}
