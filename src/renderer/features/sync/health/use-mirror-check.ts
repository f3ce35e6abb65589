import { useState } from 'react';
import { client, useCommand } from '../../../client';
import type { AnswerOf, Client } from '../../../client';
import { useTexts } from '../../../ui/i18n/texts';
import { formatNumber } from '../../../ui/number-text/format-number';
import { texts } from '../texts';

export type Differences = AnswerOf<Client['sync']['verify']>['differs'];

export type MirrorCheck = {
  /** What the last comparison on this page found; null before it. */
  readonly found: Differences | null;
  readonly verify: () => void;
  readonly isVerifying: boolean;
  readonly repair: () => void;
  readonly isRepairing: boolean;
};

/** Comparing the workspace with its server, and mending what differs. */
export function useMirrorCheck(): MirrorCheck {
  const t = useTexts(texts);
  const [found, setFound] = useState<Differences | null>(null);
  const verify = useCommand(client.sync.verify, {
    failureTitle: t('health.notVerified'),
    onDone: ({ differs }) => setFound(differs),
    success: ({ ok, compared }) => {
      const rows = Object.values(compared).reduce((sum, count) => sum + count, 0);
      return ok ? t('health.verifiedOk', { rows: formatNumber(rows) }) : undefined;
    },
  });
  const repair = useCommand(client.sync.repair, {
    failureTitle: t('health.notRepaired'),
    onDone: ({ differs }) => setFound(differs),
    success: ({ repaired }) => t('health.repairedRows', { count: repaired }),
  });
  return {
    found,
    verify: () => void verify.run({}),
    isVerifying: verify.isPending,
    repair: () => void repair.run({}),
    isRepairing: repair.isPending,
  };
}
