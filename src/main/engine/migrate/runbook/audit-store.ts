import { toInstant } from '../../../../shared/kernel/clock';
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
import type { Subject } from './subject';

type Needs = Pick<CallContext, 'clock' | 'who' | 'folders'>;

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
  options: { readonly mayCreate: boolean } = { mayCreate: true },
): Promise<'database' | 'data folder' | 'nowhere'> {
  const stamped = withoutSecrets({
    at: toInstant(context.clock.now()),
    who: context.who(),
    kind: event.kind,
    step: event.step ?? null,
    detail: event.detail,
  });
  if (subject.kind === 'sqlite') {
    return addFileEvent(subject.connection, stamped) ? 'database' : 'nowhere';
  }
  const { connection } = subject;
  const file = keptEventsFile(context.folders.data, connection.settings);
  const { bookkeeping } = loadSteps(context.folders.migrations, 'postgres');
  const place = { connection, bookkeeping: options.mayCreate ? bookkeeping : undefined };
  if (await addServerEvents(place, [...readKeptEvents(file), stamped])) {
    forgetKeptEvents(file);
    return 'database';
  }
  keepEvent(file, stamped);
  return 'data folder';
}
