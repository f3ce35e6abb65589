import type { OutputOf } from '../../../shared/contract/define';
import type { sync } from '../../../shared/contract/sync';
import type { Fields, FieldValue } from '../../../shared/domain/sync/values';
import { fail } from '../../../shared/kernel/errors';
import type { ReadableDb } from '../storage/database';
import { describeRow } from './describe-row';
import { listEvents, type SyncEventDetail } from './local/event-repository';
import { eventText } from './service/event-text';

type ReadEvent = OutputOf<typeof sync.event>;

/** What sync did, newest first, in sentences that name rows as people do. */
export function readEvents(
  db: ReadableDb,
  page: Parameters<typeof listEvents>[1],
): OutputOf<typeof sync.events> {
  const events = listEvents(db, page).map(({ id, at, kind, detail }) => {
    const named = { ...detail, title: titleOf(db, detail) };
    return { id, at, kind, text: eventText({ kind, detail: named }) };
  });
  return { events };
}

/**
 * One event with the values it kept, so that what somebody gave up can still be read. Fails with
 * `not_found`.
 */
export function readEvent(db: ReadableDb, id: number): ReadEvent {
  const [event] = listEvents(db, { limit: 1, before: id + 1 });
  if (event?.id !== id) return fail('not_found', `There is no event ${id} of sync.`, { id });
  const { at, kind, detail } = event;
  const title = titleOf(db, detail);
  return {
    id,
    at,
    kind,
    text: eventText({ kind, detail: { ...detail, title } }),
    title,
    values: valuesOf(detail),
  };
}

function titleOf(db: ReadableDb, { table, id, fields, base }: SyncEventDetail): string | null {
  if (typeof table !== 'string' || typeof id !== 'string') return null;
  return describeRow(db, table, id, { ...asFields(base), ...asFields(fields) });
}

function valuesOf({ fields, base, detail }: SyncEventDetail): ReadEvent['values'] {
  const before = asFields(base);
  const theirs = theirsIn(detail);
  return Object.entries(asFields(fields)).map(([field, mine]) => ({
    field,
    base: before[field] ?? null,
    mine,
    ...(theirs.has(field) ? { theirs: theirs.get(field) ?? null } : {}),
  }));
}

/** The server's values of the fields in conflict, where the event knows them. */
function theirsIn(detail: SyncEventDetail[string] | undefined): ReadonlyMap<string, FieldValue> {
  const fields = isRecord(detail) ? detail.fields : undefined;
  if (!Array.isArray(fields)) return new Map();
  return new Map(
    fields.flatMap((one) => {
      const theirs = isRecord(one) ? one.theirs : undefined;
      const name = isRecord(one) ? one.field : undefined;
      return typeof name === 'string' && isValue(theirs) ? [[name, theirs]] : [];
    }),
  );
}

function asFields(facts: unknown): Fields {
  if (!isRecord(facts)) return {};
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, one]) => (isValue(one) ? [[name, one]] : [])),
  );
}

function isRecord(one: unknown): one is { readonly [name: string]: unknown } {
  return typeof one === 'object' && one !== null && !Array.isArray(one);
}

function isValue(one: unknown): one is FieldValue {
  return one === null || typeof one === 'string' || typeof one === 'number';
}
