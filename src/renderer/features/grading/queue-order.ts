import type { QueueRow } from '../../../shared/contract/grading';

/** The submission after (or before) `id`, or undefined at the end; a lost place starts anew. */
export function neighbour(
  rows: readonly QueueRow[],
  id: string | undefined,
  step: 1 | -1,
): QueueRow | undefined {
  const at = rows.findIndex((row) => row.id === id);
  if (at < 0) return step === 1 ? rows[0] : rows.at(-1);
  return rows[at + step];
}

/** The next one without a grade after `id`, going round to the start; never `id` itself. */
export function nextUngraded(
  rows: readonly QueueRow[],
  id: string | undefined,
): QueueRow | undefined {
  const at = rows.findIndex((row) => row.id === id);
  const turned = [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))];
  return turned.find((row) => row.gradedAt === null && row.id !== id);
}
