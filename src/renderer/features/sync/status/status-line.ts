import type { SyncStatus } from '../../../../shared/contract/sync';
import { formatDate } from '../../../ui/date-text/format-date';
import { textsOf } from '../../../ui/i18n/texts';
import { formatNumber, formatPercent } from '../../../ui/number-text/format-number';
import { texts } from './texts';

export type StatusTone = 'good' | 'wait' | 'bad' | 'busy';

export type StatusLine = {
  readonly tone: StatusTone;
  /** The state in a few words: synced when, offline, paused. */
  readonly state: string;
  /** What waits: queued, conflicts, parked; only what is not nought. */
  readonly waiting: readonly string[];
};

const aMinute = 60_000;

/** Whether the server is there but somebody's transaction on it holds what is to be written. */
export function isHeld({ problem }: SyncStatus): boolean {
  return problem?.code === 'server_busy' || problem?.code === 'busy';
}

/** Problems of the way to the server, or of the moment: they pass without a person. */
const passing: ReadonlySet<string> = new Set([
  'host_not_found',
  'port_closed',
  'no_answer',
  'connection_lost',
  'not_ready',
  'too_many_connections',
  'server_away',
]);

/** Whether sync stands still until a person does something: a wrong password, say. */
export function isStuck({ state, problem }: SyncStatus): boolean {
  return state === 'offline' && problem !== null && !passing.has(problem.code);
}

/** The status as a person reads it; `now` in milliseconds since 1970. */
export function statusLine(status: SyncStatus, now: number): StatusLine {
  const t = textsOf(texts);
  const { queued, parked, conflicts } = status;
  const waiting = [
    ...(queued > 0 ? [t('queued', { number: formatNumber(queued) })] : []),
    ...(conflicts > 0 ? [t('conflicts', { count: conflicts })] : []),
    ...(parked > 0 ? [t('parked', { count: parked })] : []),
  ];
  const needsPerson = conflicts + parked > 0;
  const { tone, state } = stateOf(status, now);
  return { tone: tone === 'good' && needsPerson ? 'wait' : tone, state, waiting };
}

function stateOf(status: SyncStatus, now: number): Omit<StatusLine, 'waiting'> {
  const t = textsOf(texts);
  const { state, busy, problem, progress } = status;
  if (state === 'none') return { tone: 'good', state: t('local') };
  if (state === 'paused') return { tone: 'wait', state: t('paused') };
  if (isHeld(status)) return { tone: 'wait', state: t('held') };
  if (isStuck(status)) return { tone: 'bad', state: t('attention') };
  if (state === 'offline') return { tone: 'wait', state: t('offline') };
  const share =
    progress && progress.total > 0
      ? ` · ${formatPercent(Math.min(1, progress.done / progress.total))}`
      : '';
  if (state === 'seeding') return { tone: 'busy', state: `${t('seeding')}${share}` };
  if (problem) return { tone: 'bad', state: t('attention') };
  if (busy === 'verifying') return { tone: 'busy', state: `${t('verifying')}${share}` };
  return { tone: 'good', state: syncedAt(status.lastSyncedAt, now) };
}

function syncedAt(at: string | null, now: number): string {
  const t = textsOf(texts);
  if (at === null) return t('never');
  if (now - Date.parse(at) < aMinute) return t('now');
  return t('ago', { time: formatDate(at, 'relative', now) });
}
