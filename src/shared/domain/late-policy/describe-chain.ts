import { roundScore } from '../scoring';
import type { GradeChain } from './grade-chain';

/** One link of the chain for display; `points` is what it adds, or the score for raw and final. */
export type ChainPart = {
  readonly kind: 'raw' | 'late' | 'waived' | 'override' | 'final';
  readonly points: number;
  readonly text: string;
  readonly params: { readonly [name: string]: number | string };
};

/** A score as people write it: `85`, `85.5`, `85.25`. */
export function formatScore(score: number): string {
  return String(roundScore(score));
}

function count(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

/** A lateness as people say it, in its two largest units: `2 days 3 hours`, `1 minute`. */
export function formatLateness(seconds: number): string {
  const units = [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ] as const;
  let left = Math.ceil(seconds);
  const parts: string[] = [];
  for (const [size, unit] of units) {
    const amount = Math.floor(left / size);
    left -= amount * size;
    if (amount > 0) parts.push(count(amount, unit));
  }
  return parts.length === 0 ? '0 seconds' : parts.slice(0, 2).join(' ');
}

function intervalName(seconds: number, amount: number): string {
  const names: { readonly [seconds: number]: string } = {
    604_800: 'week',
    86_400: 'day',
    3_600: 'hour',
    60: 'minute',
  };
  const name = names[seconds];
  return name ? count(amount, name) : `${amount} times ${formatLateness(seconds)}`;
}

function describeLate(chain: GradeChain): ChainPart {
  const { policy, late, lateSeconds, waived = false } = chain;
  const lateness = `${formatLateness(lateSeconds)} late`;
  const params = { seconds: lateSeconds, intervals: late.intervals, percent: late.percent };
  if (!policy || policy.rate === 0) {
    return { kind: 'late', points: 0, text: `${lateness}, no deduction`, params };
  }
  const begun = intervalName(policy.intervalSeconds, late.intervals);
  const rule = `${begun} begun at ${policy.rate} % each`;
  const floor = late.limitedByFloor ? `, not below ${policy.floorPercent} %` : '';
  if (waived) {
    return {
      kind: 'waived',
      points: 0,
      text: `${lateness}, deduction of ${formatScore(late.points)} waived`,
      params,
    };
  }
  return { kind: 'late', points: -late.points, text: `${lateness}: ${rule}${floor}`, params };
}

/**
 * The chain as parts to show one after the other: raw, late rule (when late), override (when
 * set), final. English; `params` carry the numbers for other languages.
 */
export function describeChain(chain: GradeChain): readonly ChainPart[] {
  const { raw, possible, override, final } = chain;
  const parts: ChainPart[] = [
    {
      kind: 'raw',
      points: raw,
      text: `${formatScore(raw)} of ${possible}`,
      params: { raw, possible },
    },
  ];
  if (chain.lateSeconds > 0) parts.push(describeLate(chain));
  if (override !== null && override !== undefined) {
    const change = roundScore(override - (raw - chain.deduction));
    const text = `set to ${formatScore(override)} by hand`;
    parts.push({ kind: 'override', points: change, text, params: { override } });
  }
  const text = `${formatScore(final)} of ${possible}`;
  parts.push({ kind: 'final', points: final, text, params: { final, possible } });
  return parts;
}
