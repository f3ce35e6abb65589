import { useEffect, useState } from 'react';
import type { MigrationStep } from '../../../../shared/contract/migrate';
import { client, useCommand, useQuery } from '../../../client';
import type { AnswerOf, Client } from '../../../client';
import { ReviewDialog } from '../../../ui/dialog/review-dialog';
import type { Consequence } from '../../../ui/dialog/review-dialog';
import { Select } from '../../../ui/field/select';
import { useTexts } from '../../../ui/i18n/texts';
import { QueryState } from '../../../ui/query-state/query-state';
import { useLatest } from '../../../ui/use-latest';
import { noteStart } from '../run/run-store';
import { lossesIn, rollbackTargets } from '../steps/steps';
import { keyOf, useSubject } from '../subject';
import { NameGate, useGateObstacle } from '../targets/name-gate';
import { texts } from '../texts';
import styles from '../database.module.css';
import { LossChoice } from './loss-choice';
import type { LossDecision } from './loss-choice';

type Loss = AnswerOf<Client['migrate']['loss']>;

type RollbackDialogProps = {
  readonly steps: readonly MigrationStep[];
  /** The step that was pointed at, if any. */
  readonly first: string | null;
  readonly onClose: () => void;
};

const undecided: LossDecision = { keep: 'archive', file: null };

/**
 * The step before steps are taken back. What would be lost is counted and shown first, to be
 * archived or given up line by line; exactly what was shown is given up, so that rows added
 * meanwhile are asked about again.
 */
export function RollbackDialog({ steps, first, onClose }: RollbackDialogProps) {
  const t = useTexts(texts);
  const { input, target } = useSubject();
  const targets = rollbackTargets(steps);
  const [to, setTo] = useState(first ?? targets.at(-1)?.name ?? null);
  const [decision, setDecision] = useState<LossDecision>(undecided);
  const [typed, setTyped] = useState('');
  const [isStale, setStale] = useState(false);
  const loss = useQuery(client.migrate.loss, to === null ? null : { ...input, to });
  const latest = useLatest(loss.retry);
  // No table of the workspace tells what has happened on a server.
  useEffect(() => latest.current(), [latest, to]);
  const down = useRollBack({
    onClose,
    onChanged: () => {
      setStale(true);
      setDecision(undecided);
      loss.retry();
    },
  });
  const name = to ?? '';
  const obstacle = useObstacle(to === null ? null : (loss.data ?? null), decision);
  const gate = useGateObstacle(typed);
  return (
    <ReviewDialog
      opened
      danger
      onClose={onClose}
      title={t('rollback.title', { step: name })}
      lead={t('rollback.lead', { step: name })}
      consequences={useConsequences(loss.data, target !== null)}
      confirmLabel={t('rollback.confirm', { count: loss.data?.reverts.length ?? 0 })}
      blocked={to === null ? t('rollback.none') : (obstacle ?? gate)}
      pending={down.isPending || loss.isFetching}
      onConfirm={() => {
        if (to === null || !loss.data) return;
        noteStart(keyOf(input));
        void down.run({ ...input, to, ...consentOf(decision, loss.data) });
      }}
    >
      <Select
        label={t('rollback.to')}
        value={to}
        options={targets.map((step) => ({ value: step.name, label: step.name }))}
        onChange={(next) => {
          setTo(next);
          setDecision(undecided);
        }}
      />
      {isStale && <p className={styles.warning}>{t('rollback.changed')}</p>}
      <QueryState query={loss} title={t('rollback.countFailed')}>
        {({ wouldLose }) =>
          Object.keys(wouldLose).length > 0 && (
            <LossChoice losses={wouldLose} decision={decision} step={name} onDecide={setDecision} />
          )
        }
      </QueryState>
      <NameGate typed={typed} onType={setTyped} />
    </ReviewDialog>
  );
}

function useRollBack({
  onClose,
  onChanged,
}: {
  readonly onClose: () => void;
  /** More would be lost than was agreed to. */
  readonly onChanged: () => void;
}) {
  const t = useTexts(texts);
  return useCommand(client.migrate.down, {
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
      const isLoss = lossesIn(details) !== null;
      if (isLoss) onChanged();
      return isLoss;
    },
  });
}

function useConsequences(loss: Loss | undefined, isServer: boolean): readonly Consequence[] {
  const t = useTexts(texts);
  if (!loss) return [{ text: t('rollback.counting') }];
  return [
    ...loss.reverts.map((step) => ({ text: step, tone: 'bad' as const })),
    ...(isServer ? [] : [{ text: t('rollback.backup'), tone: 'good' as const }]),
    ...(Object.keys(loss.wouldLose).length === 0
      ? [{ text: t('rollback.nothing'), tone: 'good' as const }]
      : []),
  ];
}

function consentOf(
  decision: LossDecision,
  { wouldLose }: Loss,
): { readonly archive?: string; readonly acceptLoss?: string[] } {
  if (Object.keys(wouldLose).length === 0) return {};
  if (decision.keep === 'lose') return { acceptLoss: [...decision.agreed] };
  return decision.file === null ? {} : { archive: decision.file };
}

function useObstacle(loss: Loss | null, decision: LossDecision): string | undefined {
  const t = useTexts(texts);
  if (!loss) return t('rollback.counting');
  const { reverts, wouldLose, dependants } = loss;
  if (reverts.length === 0) return t('rollback.none');
  if (dependants.length > 0) return t('rollback.dependants', { list: dependants.join('; ') });
  const objects = Object.keys(wouldLose);
  if (objects.length === 0) return undefined;
  if (decision.keep === 'archive') {
    return decision.file === null ? t('rollback.noArchive') : undefined;
  }
  return objects.every((one) => decision.agreed.has(one)) ? undefined : t('rollback.noConsent');
}
