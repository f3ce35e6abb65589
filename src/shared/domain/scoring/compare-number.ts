import type { AcceptedNumber, NumberKey } from '../questions';
import { parseTypedNumber } from './typed-number';

/** What came of comparing a typed number with a key. */
export type NumberMatch =
  | { readonly kind: 'accepted'; readonly entry: AcceptedNumber }
  | { readonly kind: 'refused' }
  /** The number is right, but followed by text that the key does not speak of: a person decides. */
  | { readonly kind: 'unclear'; readonly entry: AcceptedNumber; readonly rest: string };

/** A hair relative to the numbers compared, so that 0.4 lies within 0.3 give or take 0.1. */
const relativeHair = 1e-12;

/** The interval an entry accepts, ends included, before the hair is added. */
export function acceptedInterval(entry: AcceptedNumber): {
  readonly min: number;
  readonly max: number;
} {
  if ('min' in entry) return { min: entry.min, max: entry.max };
  const spread = entry.relative ? Math.abs(entry.value) * entry.tolerance : entry.tolerance;
  return { min: entry.value - spread, max: entry.value + spread };
}

/**
 * Whether an entry accepts a value. The intervals are those of Moodle's `get_tolerance_interval`
 * (question/type/numerical/question.php); its fixed hair of 1e-14 would accept 0 for Planck's
 * constant, so ours is relative.
 */
export function acceptsNumber(entry: AcceptedNumber, value: number): boolean {
  const { min, max } = acceptedInterval(entry);
  const scale = Math.max(Math.abs(min), Math.abs(max));
  const hair = Number.isFinite(scale) ? relativeHair * scale : 0;
  return value >= min - hair && value <= max + hair;
}

/** Units compare without spaces and carets and in compatibility form, so m^2 is m², µ is μ. */
function normaliseUnit(unit: string): string {
  return unit.normalize('NFKC').replace(/[\s^]+/g, '');
}

function withoutLeadingUnit(text: string, unit: string | undefined): string {
  const trimmed = text.trim();
  return unit && trimmed.startsWith(unit) ? trimmed.slice(unit.length) : trimmed;
}

/**
 * Compares a typed number with a key: the first entry that accepts it counts, for the likelier
 * reading first. The key's unit may stand before or after the number or be left out; another
 * unit is wrong. Where the key has no unit, text after a right number is for a person to judge.
 */
export function matchNumber(key: NumberKey, typed: string): NumberMatch {
  const number = parseTypedNumber(withoutLeadingUnit(typed, key.unit));
  if (!number) return { kind: 'refused' };
  for (const reading of number.readings) {
    const entry = key.accepted.find((candidate) => acceptsNumber(candidate, reading));
    if (!entry) continue;
    if (number.rest === '') return { kind: 'accepted', entry };
    if (key.unit === undefined) return { kind: 'unclear', entry, rest: number.rest };
    const sameUnit = normaliseUnit(number.rest) === normaliseUnit(key.unit);
    return sameUnit ? { kind: 'accepted', entry } : { kind: 'refused' };
  }
  return { kind: 'refused' };
}
