import { redact } from '../../log/redact';

/** A session of somebody else that holds what a step waits for. */
export type Blocker = {
  readonly pid: number;
  readonly user: string | null;
  readonly application: string | null;
  /** As pg_stat_activity has it: `active`, `idle in transaction`, ... */
  readonly state: string | null;
  /** Age of its transaction in seconds. */
  readonly seconds: number | null;
  readonly query: string | null;
};

const longestQuery = 160;

/** The query as it may be shown and kept: values are left out, they may be anybody's data. */
export function redactedQuery(query: string): string {
  const text = redact(query)
    .replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, '$$…$$')
    .replace(/'(?:[^']|'')*'/g, "'…'")
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > longestQuery ? `${text.slice(0, longestQuery)}…` : text;
}

/** Names blockers in a sentence; empty list: nobody could be caught in the act. */
export function describeBlockers(blockers: readonly Blocker[]): string {
  if (blockers.length === 0) return 'another session (it was gone before it could be named)';
  return blockers.map(describeBlocker).join('; ');
}

function describeBlocker({ pid, user, application, state, seconds, query }: Blocker): string {
  const who = [user, application].filter((part) => part !== null && part !== '').join(', ');
  const since = seconds === null ? '' : ` for ${Math.round(seconds)} s`;
  const facts = [who, `${state ?? 'unknown'}${since}`].filter((part) => part !== '').join(', ');
  return `process ${pid} (${facts})${query === null || query === '' ? '' : `: ${redactedQuery(query)}`}`;
}
