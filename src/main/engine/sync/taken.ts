import { pickFields, type Fields } from '../../../shared/domain/sync/values';
import type { OutboxDetail, OutboxRow } from './local/outbox-repository';

/**
 * Keeps what a delivery has brought of an operation, for the case that the server loses it: from now
 * on these fields are the server's, and only the others are the operation's. The first note counts:
 * later ones begin from what the operation itself has written.
 */
export function withTaken(op: OutboxRow, { delivered = [] }: OutboxDetail): OutboxDetail {
  const { pushId, detail } = op;
  const before = detail.taken ?? [];
  const names = delivered.filter((name) => !before.some(({ fields }) => name in fields));
  if (names.length === 0) return detail;
  const now = {
    pushId,
    fields: pickFields(op.fields, names),
    base: pickFields(op.base ?? {}, names),
  };
  return { ...detail, taken: [...before, now] };
}

/** Everything that an operation has changed, what was taken earlier too. */
export function allFields({ fields, detail }: OutboxRow): Fields {
  return { ...takenFields(detail), ...fields };
}

/** What the server has taken of an operation. */
export function takenFields({ taken = [] }: OutboxDetail): Fields {
  return merged(taken.map(({ fields }) => fields));
}

/** What an operation is when a server has lost some of it; undefined: as it was. */
export function withLost(
  { fields, base, detail }: OutboxRow,
  known: { has: (pushId: string) => boolean },
): Pick<OutboxRow, 'fields' | 'base' | 'detail'> | undefined {
  const { taken = [] } = detail;
  const lost = taken.filter(({ pushId }) => !known.has(pushId));
  if (lost.length === 0) return undefined;
  return {
    fields: { ...fields, ...merged(lost.map((one) => one.fields)) },
    base: { ...base, ...merged(lost.map((one) => one.base)) },
    detail: { ...detail, taken: taken.filter(({ pushId }) => known.has(pushId)) },
  };
}

function merged(parts: readonly Fields[]): Fields {
  return Object.fromEntries(parts.flatMap((part) => Object.entries(part)));
}
