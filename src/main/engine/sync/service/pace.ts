/** Right after something changed the next change is likely: ask soon. */
const soonMs = 2_000;
/** An idle pull costs the server about a millisecond; more seldom would only delay what is new. */
const seldomMs = 30_000;
const firstRetryMs = 1_000;
const longestRetryMs = 120_000;
/** What only a person can mend is asked for now and then, so that it goes on by itself. */
const hopelessMs = 300_000;

/** A number from 0 up to but not including 1. */
export type Chance = () => number;

/** How long until the next look at a server that answers; `idle` looks in a row found nothing. */
export function pollDelay(idle: number): number {
  return Math.min(seldomMs, soonMs * 1.5 ** idle);
}

/**
 * How long until the next attempt after `failures` (from 1) failed ones in a row: between one
 * second and twice as long each time, at most two minutes. The whole span is drawn from (full
 * jitter), so that many workspaces do not come back to a server at the same moment.
 */
export function retryDelay(failures: number, chance: Chance): number {
  const longest = Math.min(longestRetryMs, firstRetryMs * 2 ** failures);
  return Math.round(firstRetryMs + chance() * (longest - firstRetryMs));
}

/**
 * As `retryDelay`, for what waiting does not mend (a wrong password, a server that is not
 * prepared): from two and a half to five minutes, because a login that is tried too often may be
 * locked.
 */
export function hopelessDelay(chance: Chance): number {
  return Math.round((hopelessMs * (1 + chance())) / 2);
}
