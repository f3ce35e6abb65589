import { useState } from 'react';
import type { CheckResult } from '../../../../shared/contract/xp';
import { client, useCommand } from '../../../client';
import { announce } from '../../../ui/announcer/announcer';
import { useTexts } from '../../../ui/i18n/texts';
import { useSubject } from '../subject';
import { texts } from '../texts';

export type VerificationResult = {
  readonly checks: readonly CheckResult[];
  /** Milliseconds, by the window's clock. */
  readonly at: number;
};

export type Verification = {
  readonly run: () => void;
  readonly isRunning: boolean;
  readonly result: VerificationResult | null;
};

/** Runs every named check when asked; the result stays until the next run. */
export function useVerification(): Verification {
  const t = useTexts(texts);
  const { input } = useSubject();
  const [result, setResult] = useState<VerificationResult | null>(null);
  const verify = useCommand(client.migrate.verify, {
    failureTitle: t('verify.failed'),
    onDone: ({ checks }) => {
      setResult({ checks, at: Date.now() });
      const bad = checks.filter(({ ok }) => !ok).length;
      announce(
        bad === 0 ? t('verify.clean', { count: checks.length }) : t('verify.bad', { count: bad }),
      );
    },
  });
  return { run: () => void verify.run(input), isRunning: verify.isPending, result };
}
