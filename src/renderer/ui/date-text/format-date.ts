export type DateStyle = 'day' | 'time' | 'relative';

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

const steps = [
  { unit: 'year', seconds: 31_557_600 },
  { unit: 'month', seconds: 2_629_800 },
  { unit: 'week', seconds: 604_800 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const;

function formatRelative(at: number, now: number): string {
  const seconds = (at - now) / 1000;
  const step = steps.find((candidate) => Math.abs(seconds) >= candidate.seconds);
  if (!step) return relative.format(0, 'minute');
  return relative.format(Math.trunc(seconds / step.seconds), step.unit);
}

/** An instant in the person's locale and zone; text that is no date is shown as it is. */
export function formatDate(value: string, kind: DateStyle, now = Date.now()): string {
  const at = Date.parse(value);
  if (Number.isNaN(at)) return value;
  if (kind === 'relative') return formatRelative(at, now);
  return (kind === 'day' ? day : time).format(at);
}

/** The instant to the second, with its zone, and as it is stored. */
export function exactInstant(value: string): string {
  const at = Date.parse(value);
  return Number.isNaN(at) ? value : `${exact.format(at)}\n${value}`;
}
