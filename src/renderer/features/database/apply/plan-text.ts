import { formatNumber } from '../../../ui/number-text/format-number';
import type { Losses, PlannedStep } from '../steps/steps';

const reading: ReadonlySet<string> = new Set(['ACCESS SHARE', 'ROW SHARE', 'ROW EXCLUSIVE']);

type Lock = PlannedStep['locks'][number];

/**
 * Locks that make readers or writers of a table wait. The others (reading, and changing rows) go
 * together with what a web application does.
 */
export function blockingLocks(locks: readonly Lock[]): readonly Lock[] {
  return locks.filter(({ mode }) => !reading.has(mode));
}

/** Locks by mode, such as `Course, Chapter share row exclusive`; empty when there is none. */
export function lockText(locks: readonly Lock[]): string {
  const byMode = new Map<string, readonly string[]>();
  for (const { table, mode } of locks) {
    byMode.set(mode, [...(byMode.get(mode) ?? []), table]);
  }
  return [...byMode]
    .map(([mode, tables]) => `${tables.join(', ')} ${mode.toLowerCase()}`)
    .join('; ');
}

/** Counts by table in a line. */
export function lossText(losses: Losses): string {
  return Object.entries(losses)
    .map(([object, count]) => `${object} ${formatNumber(count)}`)
    .join(', ');
}
