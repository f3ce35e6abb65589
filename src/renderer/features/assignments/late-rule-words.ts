import {
  computeGrade,
  describeChain,
  formatLateness,
  formatScore,
} from '../../../shared/domain/late-policy';
import type { ChainPart, LatePolicy } from '../../../shared/domain/late-policy';

/** The rule a person gets when they turn the late rule on. */
export const firstPolicy: LatePolicy = { rate: 10, intervalSeconds: 86_400, floorPercent: 0 };

export const intervalUnits = ['minute', 'hour', 'day', 'week'] as const;

export type IntervalUnit = (typeof intervalUnits)[number] | 'second';

const secondsIn: { readonly [unit in IntervalUnit]: number } = {
  second: 1,
  minute: 60,
  hour: 3_600,
  day: 86_400,
  week: 604_800,
};

/** An interval in its largest whole unit: 172,800 seconds are 2 days. */
export function splitInterval(seconds: number): {
  readonly count: number;
  readonly unit: IntervalUnit;
} {
  const unit = intervalUnits.findLast((one) => seconds % secondsIn[one] === 0) ?? 'second';
  return { count: seconds / secondsIn[unit], unit };
}

/** The seconds of a number of units; at most a year, which is what a rule may hold. */
export function joinInterval(count: number, unit: IntervalUnit): number {
  return Math.min(31_536_000, Math.max(1, Math.round(count * secondsIn[unit])));
}

/** The points a share of the maximum is, as people write them. */
export function pointsOf(percent: number, maxPoints: number): number {
  return Number(formatScore((maxPoints * percent) / 100));
}

export type WorkedExample = {
  /** How late the imagined work is, in words. */
  readonly lateness: string;
  readonly parts: readonly ChainPart[];
};

/**
 * What the rule does to a good piece of work (85 %) handed in two intervals and a bit late: the
 * begun third interval is what people misjudge.
 */
export function workExample(policy: LatePolicy, maxPoints: number): WorkedExample {
  const lateSeconds = Math.ceil(policy.intervalSeconds * 2.25);
  const raw = Math.round(maxPoints * 0.85);
  const chain = computeGrade({ raw, possible: maxPoints, lateSeconds, policy });
  return { lateness: formatLateness(lateSeconds), parts: describeChain(chain) };
}
