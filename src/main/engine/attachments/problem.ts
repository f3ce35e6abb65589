import type { RandomBytes } from '../../../shared/kernel/ids';

/** Why a file is not kept; the row's `error` holds it as `code` or `code:detail`. */
export const problemCodes = [
  // Refused: not as things are.
  'malformed',
  'scheme',
  'credentials',
  'port',
  'address',
  'redirect_refused',
  'certificate',
  // Failed: another time perhaps.
  'redirects',
  'http',
  'login',
  'web_page',
  'encoding',
  'cut_off',
  'timeout',
  'unreachable',
  'disk',
  'no_room',
  'changed',
  // Larger than a single file may be; the detail is what is known of the size.
  'too_large',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

export type Problem = {
  readonly code: ProblemCode;
  readonly detail?: string;
  /** When the server asked to be left alone until then. */
  readonly waitMs?: number;
};

export type ProblemState = 'failed' | 'refused' | 'too_large';

const refused: ReadonlySet<ProblemCode> = new Set([
  'malformed',
  'scheme',
  'credentials',
  'port',
  'address',
  'redirect_refused',
  'certificate',
]);

/** The state of a row with this problem. */
export function stateOf({ code }: Problem): ProblemState {
  if (code === 'too_large') return 'too_large';
  return refused.has(code) ? 'refused' : 'failed';
}

/** A problem as the row keeps it, and back; an unknown code (of a newer program) reads as `http`. */
export function problemText({ code, detail }: Problem): string {
  return detail === undefined ? code : `${code}:${detail}`;
}

/** Reads what `problemText` wrote; null for a row without a problem. */
export function parseProblem(text: string | null): Problem | null {
  if (text === null) return null;
  const [first = '', ...rest] = text.split(':');
  const code = problemCodes.find((one) => one === first);
  if (!code) return { code: 'http', detail: text };
  return rest.length === 0 ? { code } : { code, detail: rest.join(':') };
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** First and longest wait by what went wrong; absent: not before something is changed by a person. */
const waits: Partial<Record<ProblemCode, readonly [first: number, longest: number]>> = {
  cut_off: [minute, 6 * hour],
  timeout: [minute, 6 * hour],
  unreachable: [minute, 6 * hour],
  disk: [5 * minute, hour],
  no_room: [hour, hour],
  http: [hour, day],
  login: [hour, day],
  web_page: [hour, day],
  encoding: [hour, day],
  redirects: [hour, day],
  certificate: [hour, day],
  // What a name stands for may change: the network, or the VPN, is another one tomorrow.
  address: [hour, day],
  redirect_refused: [day, day],
};

/**
 * Milliseconds until a file is tried again: twice as long after each attempt, up to a limit, and
 * shortened at random by up to a third, so that a class of instructors does not knock in step.
 * Null: trying again by itself makes no sense. `attempts` counts this one, from 1.
 */
export function retryDelay(problem: Problem, attempts: number, random: RandomBytes): number | null {
  // A server that is overloaded or restarts is back sooner than a missing file.
  const isTransient = problem.code === 'http' && /^(429|5\d\d)$/.test(problem.detail ?? '');
  const wait = isTransient ? waits.timeout : waits[problem.code];
  if (!wait) return null;
  const [first, longest] = wait;
  const doubled = Math.min(longest, first * 2 ** Math.min(attempts - 1, 20));
  const [high = 0, low = 0] = random(2);
  const share = (high * 256 + low) / 65_536;
  const own = Math.round(doubled * (1 - share / 3));
  return Math.max(own, Math.min(problem.waitMs ?? 0, day));
}
