import { roundScore } from '../scoring';
import type { LatePolicy } from './policy';

/** What a grade is made from. Points; `lateSeconds` from {@link lateSeconds}. */
export type GradeInput = {
  readonly raw: number;
  readonly possible: number;
  readonly lateSeconds: number;
  readonly policy: LatePolicy | null;
  readonly waived?: boolean;
  readonly override?: number | null;
};

/** What the late rule takes, in points of two decimals, and how that came about. */
export type LateDeduction = {
  readonly intervals: number;
  /** Percent of the possible points: rate times intervals, before the floor. */
  readonly percent: number;
  readonly points: number;
  readonly limitedByFloor: boolean;
};

/** The explainable chain: raw, late rule, waiver or override, final. */
export type GradeChain = GradeInput & {
  readonly late: LateDeduction;
  readonly deduction: number;
  readonly final: number;
};

const none: LateDeduction = { intervals: 0, percent: 0, points: 0, limitedByFloor: false };

/**
 * The deduction of a late rule: n = ceil(late / interval), possible * min(rate * n,
 * max(raw% - floor%, 0)) / 100, as `points_deducted` of Canvas (app/models/late_policy.rb), to
 * two decimals. One second late costs a whole interval.
 */
export function lateDeduction(
  raw: number,
  possible: number,
  seconds: number,
  policy: LatePolicy | null,
): LateDeduction {
  if (!policy || policy.rate === 0 || seconds <= 0 || !(possible > 0)) return none;
  const intervals = Math.ceil(seconds / policy.intervalSeconds);
  const percent = policy.rate * intervals;
  const most = Math.max((raw * 100) / possible - policy.floorPercent, 0);
  const points = roundScore((possible * Math.min(percent, most)) / 100);
  return { intervals, percent, points, limitedByFloor: percent > most };
}

/**
 * Works a grade out: the late rule's deduction unless it is waived, then an override if a person
 * set one. `final` = override, or raw - deduction; two decimals.
 */
export function computeGrade(input: GradeInput): GradeChain {
  const late = lateDeduction(input.raw, input.possible, input.lateSeconds, input.policy);
  const deduction = input.waived ? 0 : late.points;
  const final = roundScore(input.override ?? input.raw - deduction);
  return { ...input, late, deduction, final };
}
