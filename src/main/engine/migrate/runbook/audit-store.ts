import { toInstant } from '../../../../shared/kernel/clock';
import type { PostgresSettings } from '../../connections/postgres-settings';
import type { CallContext } from '../../context';
import { loadSteps } from '../load-steps';
import {
  newestFirst,
  withoutSecrets,
  type AuditEvent,
  type EventFilter,
  type NewEvent,
} from './audit-event';
import { addFileEvent, readFileEvents } from './file-events';
import { forgetKeptEvents, keepEvent, keptEventsFile, readKeptEvents } from './kept-events';
import { addServerEvents, readServerEvents } from './server-events';
import type { ServerSubject, Subject } from './subject';

type Needs = Pick<CallContext, 'clock' | 'who' | 'folders'>;
type Where = 'database' | 'data folder' | 'nowhere';

/** The history of a database, newest first and without secrets, with what could not be written there. */
export async function readEvents(
  { folders }: Pick<CallContext, 'folders'>,
  subject: Subject,
  filter: EventFilter,
): Promise<readonly AuditEvent[]> {
  if (subject.kind === 'sqlite') {
    return readFileEvents(subject.connection, filter).map(withoutSecrets);
  }
  const stored = await readServerEvents(subject.connection, filter);
  const kept = readKeptEvents(keptEventsFile(folders.data, subject.connection.settings)).filter(
    ({ kind }) => filter.kinds?.includes(kind) ?? true,
  );
  return newestFirst([...stored, ...kept.toReversed()])
    .slice(0, filter.limit)
    .map(withoutSecrets);
}

/**
 * Writes an event into the history of a database, making the runner's own tables when there are
 * none. What the role may not write waits in the data folder for the next one that may. Returns
 * where the event is now: `nowhere` only for an SQLite file that can only be read.
 */
export async function addEvent(
  context: Needs,
  subject: Subject,
  event: NewEvent,
  { mayCreate = true }: { readonly mayCreate?: boolean } = {},
): Promise<Where> {
  const stamped = stampedEvent(context, event);
  if (subject.kind === 'sqlite') {
    return addFileEvent(subject.connection, stamped) ? 'database' : 'nowhere';
  }
  return (await bringUp(context, subject, [stamped], mayCreate)) ? 'database' : 'data folder';
}

/** Brings up what waits for a server, making the runner's own tables. */
export async function bringUpEvents(context: Needs, subject: ServerSubject): Promise<void> {
  const file = keptEventsFile(context.folders.data, subject.connection.settings);
  if (readKeptEvents(file).length > 0) await bringUp(context, subject, [], true);
}

async function bringUp(
  { folders }: Needs,
  { connection }: ServerSubject,
  events: readonly AuditEvent[],
  mayCreate: boolean,
): Promise<boolean> {
  const file = keptEventsFile(folders.data, connection.settings);
  const { bookkeeping } = loadSteps(folders.migrations, 'postgres');
  const place = { connection, bookkeeping: mayCreate ? bookkeeping : undefined };
  const written = await addServerEvents(place, [...readKeptEvents(file), ...events]);
  if (written) forgetKeptEvents(file);
  else for (const event of events) keepEvent(file, event);
  return written;
}

/** Asked again and again, the same look at a server is one event. */
const sameLookMs = 3_600_000;

/**
 * Keeps in the data folder that somebody looked at a server (plan, preflight): looking changes
 * nothing there. It is brought up with the next event that does.
 */
export function keepLook(context: Needs, settings: PostgresSettings, event: NewEvent): void {
  const file = keptEventsFile(context.folders.data, settings);
  const stamped = stampedEvent(context, event);
  const last = readKeptEvents(file).findLast((one) => one.kind === stamped.kind);
  const isSame =
    last?.who === stamped.who && JSON.stringify(last.detail) === JSON.stringify(stamped.detail);
  if (isSame && Date.parse(stamped.at) - Date.parse(last.at) < sameLookMs) return;
  keepEvent(file, stamped);
}

function stampedEvent({ clock, who }: Needs, { kind, step, detail }: NewEvent): AuditEvent {
  const at = toInstant(clock.now());
  return withoutSecrets({ at, who: who(), kind, step: step ?? null, detail });
}
