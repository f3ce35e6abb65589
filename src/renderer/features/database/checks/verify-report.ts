import type { CheckResult } from '../../../../shared/contract/xp';

/** The checks as a text to paste into a ticket: one line each, samples below. */
export function reportText(checks: readonly CheckResult[]): string {
  return checks
    .map((check) => {
      const head = `${check.ok ? 'ok  ' : 'FAIL'} ${check.name}`;
      const count = check.complaints > 0 ? ` (${check.complaints})` : '';
      const about = check.information ? `: ${check.information}` : '';
      return [`${head}${count}${about}`, ...check.samples.map((sample) => `       ${sample}`)];
    })
    .flat()
    .join('\n');
}

/** The checks as JSON, the same as the command line prints. */
export function reportJson(checks: readonly CheckResult[]): string {
  return JSON.stringify({ ok: checks.every(({ ok }) => ok), checks }, null, 2);
}
