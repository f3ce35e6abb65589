import type { CheckResult } from '../../../shared/contract/xp';

/** The named checks for a terminal, with samples under those that complain. */
export function checksText(checks: readonly CheckResult[]): string {
  return checks.flatMap(linesOf).join('\n');
}

function linesOf(check: CheckResult): readonly string[] {
  const verdict = check.ok ? 'ok ' : 'BAD';
  const count = check.ok ? '' : `: ${check.complaints} complaints`;
  const note = check.information === undefined ? '' : ` (${check.information})`;
  const more = check.complaints > check.samples.length ? ['      …'] : [];
  const samples = check.ok ? [] : [...check.samples.map((sample) => `      ${sample}`), ...more];
  return [`${verdict}  ${check.name}${count}${note}`, ...samples];
}
