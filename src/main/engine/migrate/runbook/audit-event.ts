import type { Instant } from '../../../../shared/kernel/clock';
import type { JsonValue } from '../../../../shared/kernel/errors';
import { redact } from '../../log/redact';

export type EventDetail = { readonly [key: string]: JsonValue };

/** Something that was done to a database, as the audit history tells it. */
export type AuditEvent = {
  readonly at: Instant;
  readonly who: string;
  /** plan, apply, retry, fail, verify, backup, revert, archive, tick, override, ... */
  readonly kind: string;
  readonly step: string | null;
  readonly detail: EventDetail;
};

/** What is written down of an event; time and name come from the stamp. */
export type NewEvent = {
  readonly kind: 'plan' | 'verify' | 'preflight' | 'backup' | 'tick' | 'override' | 'rehearse';
  readonly step?: string | null;
  readonly detail: EventDetail;
};

/** Which events are asked for: newest first, at most `limit`. */
export type EventFilter = {
  readonly kinds?: readonly string[];
  readonly limit: number;
};

/** The same event without anything secret: a query that was waited for may hold a password. */
export function withoutSecrets(event: AuditEvent): AuditEvent {
  return { ...event, who: redact(event.who), detail: clean(event.detail) as EventDetail }; // an object stays one
}

function clean(value: JsonValue): JsonValue {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((one: JsonValue) => clean(one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, cleanField(key, inner)]),
  );
}

function cleanField(key: string, value: JsonValue): JsonValue {
  return /^(pass(word|wd|phrase)?|secret|token)$/i.test(key) ? '•••' : clean(value);
}

/** Newest first; what happened at the same moment stays in its order. */
export function newestFirst(events: readonly AuditEvent[]): readonly AuditEvent[] {
  return events.toSorted((a, b) => b.at.localeCompare(a.at));
}
