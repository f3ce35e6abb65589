import { useMemo, useState } from 'react';
import type { SyncConflict } from '../../../../shared/contract/sync';
import { client, useCommand, useQuery } from '../../../client';
import type { Query } from '../../../client';
import { announce } from '../../../ui/announcer/announcer';
import { useTexts } from '../../../ui/i18n/texts';
import { useSearchParam } from '../../../ui/navigation/location';
import { useSyncStore } from '../store';
import { texts } from '../texts';
import type { Take } from './choice';

/** Those that are decided by choosing values; whatever else waits for a person is in the queue. */
export function useToDecide(
  conflicts: readonly SyncConflict[] | undefined,
): readonly SyncConflict[] | undefined {
  return useMemo(() => conflicts?.filter(isToDecide), [conflicts]);
}

/** Whether there are values to choose between. */
export function isToDecide({ actions }: SyncConflict): boolean {
  return actions.includes('resolve');
}

export type Conflicts = {
  readonly query: Query<unknown>;
  /** Undefined before the first answer. */
  readonly all: readonly SyncConflict[] | undefined;
  readonly current: SyncConflict | undefined;
  readonly select: (op: string) => void;
  /** Selects the next or previous one; false at the end. */
  readonly move: (step: 1 | -1) => boolean;
  readonly resolve: (take: Take) => void;
  readonly isPending: boolean;
};

/** The conflicts that wait for this person, and the one that is being decided. */
export function useConflicts(): Conflicts {
  const t = useTexts(texts);
  const query = useQuery(client.sync.conflicts, {});
  const listed = useToDecide(query.data?.conflicts);
  const [chosen, select] = useSearchParam('conflict');
  // Decided here, until the engine's next list tells what became of it.
  const [gone, setGone] = useState<{ readonly from: typeof listed; readonly op: string } | null>(
    null,
  );
  const all = listed?.filter(({ op }) => gone?.from !== listed || gone?.op !== op);
  const current = all?.find(({ op }) => op === chosen) ?? all?.[0];
  const command = useCommand(client.sync.resolve, {
    failureTitle: t('conflicts.notResolved'),
    onDone: (_answer, { op }) => useSyncStore.getState().forget(op),
  });
  const at = all?.findIndex(({ op }) => op === current?.op) ?? -1;
  const resolve = async (take: Take) => {
    if (!current || command.isPending) return;
    const result = await command.run({ op: current.op, take });
    if (!result.ok) return;
    const next = all?.[at + 1] ?? all?.[at - 1];
    setGone({ from: listed, op: current.op });
    select(next?.op ?? '');
    const left = (all?.length ?? 1) - 1;
    announce(t('conflicts.resolved', { title: current.title, count: left }));
  };
  return {
    query,
    all,
    current,
    select,
    move: (step) => {
      const next = all?.[at + step];
      if (next) select(next.op);
      return next !== undefined;
    },
    resolve: (take) => void resolve(take),
    isPending: command.isPending,
  };
}
