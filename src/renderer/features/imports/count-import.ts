import type { ImportFileSummary } from '../../../shared/contract/imports';
import type { DuplicateRule, Status } from './store';

/** How many questions of a preview are in each state. */
export type Counts = { readonly [status in Status]: number };

/** The sums over all files. */
export function countStates(files: readonly ImportFileSummary[]): Counts {
  const sum = (read: (file: ImportFileSummary) => number) =>
    files.reduce((total, file) => total + read(file), 0);
  return {
    imported: sum((file) => file.imported),
    needs_attention: sum((file) => file.needsAttention),
    duplicate: sum((file) => file.duplicates),
    rejected: sum((file) => file.rejected),
  };
}

/** Whether a question in this state would be stored under this rule. */
export function isTaken(status: Status, rule: DuplicateRule): boolean {
  if (status === 'rejected') return false;
  return status !== 'duplicate' || rule !== 'skip';
}

/** How many questions the import would store or update, those left out by hand not counted. */
export function countTaken(
  counts: Counts,
  rule: DuplicateRule,
  skipped: ReadonlyMap<number, Status>,
): number {
  const states = ['imported', 'needs_attention', 'duplicate'] as const;
  const all = states.filter((status) => isTaken(status, rule));
  const left = [...skipped.values()].filter((status) => isTaken(status, rule)).length;
  return all.reduce((sum, status) => sum + counts[status], 0) - left;
}

/** The file a question belongs to: indexes count over all files, in their order. */
export function fileOf(
  files: readonly ImportFileSummary[],
  index: number,
): ImportFileSummary | undefined {
  let end = 0;
  return files.find((file) => index < (end += file.found));
}

/** A title for a new quiz from the name of the first file: `physics_bank.gift` is `physics bank`. */
export function titleFromName(name: string): string {
  return name
    .replace(/\.[a-z0-9]{1,8}$/i, '')
    .replace(/[_\s]+/g, ' ')
    .trim();
}
