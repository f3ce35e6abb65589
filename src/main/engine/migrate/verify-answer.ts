import type { CheckResult } from '../../../shared/contract/xp';
import type { NamedCheck } from './verify-result';

/** The checks as the contract answers them; `ok` when none of them complains. */
export function toVerifyAnswer(checks: readonly NamedCheck[]): {
  readonly ok: boolean;
  readonly checks: CheckResult[];
} {
  return {
    ok: checks.every((check) => check.ok),
    checks: checks.map((check) => ({ ...check, samples: [...check.samples] })),
  };
}
