import { useState } from 'react';
import type { MigrationStep } from '../../../shared/contract/migrate';
import { client, useCommand } from '../../client';
import { ReviewDialog } from '../../ui/dialog/review-dialog';
import { Select } from '../../ui/field/select';
import { useTexts } from '../../ui/i18n/texts';
import { LossChoice } from './loss-choice';
import type { LossDecision } from './loss-choice';
import { LossTable } from './losses';
import { lossesIn, rollbackTargets, stepsToRevert } from './steps';
import type { Losses } from './steps';
import { texts } from './texts';

type RollbackDialogProps = {
  readonly steps: readonly MigrationStep[];
  /** The step that was pointed at, if any. */
  readonly first: string | null;
  readonly onClose: () => void;
};

/**
 * The step before steps are taken back. The engine counts what would be lost and refuses while
 * nobody has agreed to it; what it names is then shown, to be archived or given up by name.
 */
export function RollbackDialog({ steps, first, onClose }: RollbackDialogProps) {
  const t = useTexts(texts);
  const targets = rollbackTargets(steps);
  const [to, setTo] = useState(first ?? targets.at(-1)?.name ?? null);
  const [losses, setLosses] = useState<Losses | null>(null);
  const [decision, setDecision] = useState<LossDecision>({ keep: 'archive', file: null });
  const reverted = to === null ? [] : stepsToRevert(steps, to);
  const down = useCommand(client.migrate.down, {
    success: ({ reverted: { length }, archive }) =>
      [
        t('rollback.done', { count: length }),
        archive === null ? '' : t('rollback.archived', { file: archive }),
      ]
        .filter(Boolean)
        .join('. '),
    failureTitle: t('rollback.failed'),
    onDone: onClose,
    onFailed: ({ details }) => {
      const named = lossesIn(details);
      // Counted anew: what was agreed to before was another list.
      if (named) setLosses(named);
      return named !== null;
    },
  });
  const confirm = () => {
    if (to === null) return;
    void down.run({ to, ...(losses ? consentOf(decision, losses) : {}) });
  };
  const name = to ?? '';
  return (
    <ReviewDialog
      opened
      danger
      onClose={onClose}
      title={t('rollback.title', { step: name })}
      lead={t('rollback.lead', { step: name })}
      consequences={[
        ...reverted.map((step) => ({ text: step.name, tone: 'bad' as const })),
        { text: t('rollback.backup'), tone: 'good' },
        ...(losses ? [] : [{ text: t('rollback.first') }]),
      ]}
      confirmLabel={
        losses ? t('rollback.confirm', { count: reverted.length }) : t('rollback.count')
      }
      blocked={useObstacle(reverted.length, losses, decision)}
      pending={down.isPending}
      onConfirm={confirm}
    >
      {losses ? (
        <>
          <p>{t('rollback.loses')}</p>
          <LossTable losses={losses} />
          <LossChoice decision={decision} step={name} onDecide={setDecision} />
        </>
      ) : (
        <Select
          label={t('rollback.to')}
          value={to}
          options={targets.map((step) => ({ value: step.name, label: step.name }))}
          onChange={setTo}
        />
      )}
    </ReviewDialog>
  );
}

/** Exactly what was shown is given up, so that rows added meanwhile are asked about again. */
function consentOf(
  decision: LossDecision,
  losses: Losses,
): { readonly archive: string } | { readonly acceptLoss: string[] } {
  return decision.keep === 'archive' && decision.file !== null
    ? { archive: decision.file }
    : { acceptLoss: Object.keys(losses) };
}

function useObstacle(
  count: number,
  losses: Losses | null,
  decision: LossDecision,
): string | undefined {
  const t = useTexts(texts);
  if (count === 0) return t('rollback.none');
  if (!losses) return undefined;
  if (decision.keep === 'archive') {
    return decision.file === null ? t('rollback.noArchive') : undefined;
  }
  return decision.agreed ? undefined : t('rollback.noConsent');
}
