import type { ParkReason } from '../sqlstate';
import type { SyncEvent, SyncEventDetail, SyncEventKind } from '../local/event-repository';

type Sentence = (detail: SyncEventDetail) => string;

const sentences: { readonly [kind in SyncEventKind]: Sentence } = {
  initialised: ({ server, userId }) =>
    `Connected to ${text(server)}, ${userId === null ? 'as an administrator' : `for the user ${text(userId)}`}.`,
  seeded: () => 'The first copy is complete.',
  connected: () => 'Sync goes on again.',
  offline: ({ message }) => `Sync had to stop: ${text(message)}`,
  paused: () => 'Sync was paused.',
  resumed: () => 'Sync was resumed.',
  server_changed: ({ server }) => `The server is reached as ${text(server)} now.`,
  epoch_changed: ({ changed }) =>
    `Another server answers, or an older state of it (different: ${list(changed)}). Everything is compared; the queue is kept.`,
  recovered: ({ rows, again }) =>
    `Everything was compared with the server: ${count(rows, 'row')} mended, ${count(again, 'operation')} sent again.`,
  scope_changed: ({ gained, lost }) =>
    `Courses gained: ${list(gained)}. Courses lost: ${list(lost)}.`,
  columns_changed: ({ table, added, removed, message }) =>
    message === undefined
      ? `The server's columns of ${text(table)} changed. New: ${list(added)}. Gone: ${list(removed)}.`
      : text(message),
  columns_unfit: ({ messages }) => list(messages),
  triggers_missing: ({ tables }) =>
    `The server does not write down changes of ${list(tables)}; they are found by comparing.`,
  triggers_back: () => 'The server writes down changes of every table again.',
  verified: ({ differs }) =>
    `Compared with the server: ${Number(differs ?? 0) === 0 ? 'everything is alike' : `${count(differs, 'row')} differed`}.`,
  repaired: ({ rows }) => `Mended ${count(rows, 'row')} that differed from the server.`,
  parked: (detail) =>
    Number(detail.count ?? 1) > 1
      ? `The server did not take ${count(detail.count, 'change')}, the first of ${row(detail)}: ${why(detail)}. They wait for you.`
      : `The server did not take a change of ${row(detail)}: ${why(detail)}. It waits for you.`,
  conflicted: (detail) => `${row(detail)} was changed by somebody else as well; it waits for you.`,
  resolved: (detail) => `The conflict of ${row(detail)} was decided: ${taken(detail)}.`,
  retried: (detail) => `A change of ${row(detail)} is sent again.`,
  recreated: (detail) => `${row(detail)} is made again on the server.`,
  discarded: (detail) => `A change of ${row(detail)} was given up.`,
  pruned: ({ changes }) => `The server forgot ${count(changes, 'change')} that everybody has.`,
};

/** What happened, as a sentence for a person; `detail.title` names the row in words, where known. */
export function eventText({ kind, detail }: Pick<SyncEvent, 'kind' | 'detail'>): string {
  const sentence = isKnown(kind) ? sentences[kind] : undefined;
  // A newer program may have written kinds that this one does not know.
  return sentence ? sentence(detail) : kind;
}

function isKnown(kind: string): kind is SyncEventKind {
  return Object.hasOwn(sentences, kind);
}

/** Such as `Essay 1, Mia Ito`. */
function row({ title, table, id }: SyncEventDetail): string {
  return typeof title === 'string' ? title : `${text(table)} ${text(id)}`;
}

const reasons: { readonly [reason in ParkReason]: string } = {
  conflict: 'somebody else changed the same',
  row_deleted: 'it was removed there',
  duplicate: 'there is one already',
  missing_reference: 'what it belongs to is not there',
  invalid_value: 'a value is not accepted there',
  not_allowed: 'the login may not do it',
  update_needed: 'a table or a column is missing there',
  out_of_scope: 'its course is not yours any more',
  unknown: 'it was refused',
};

function why({ reason }: SyncEventDetail): string {
  const isKnown = (word: unknown): word is ParkReason =>
    typeof word === 'string' && Object.hasOwn(reasons, word);
  return isKnown(reason) ? reasons[reason] : text(reason);
}

const takes = { mine: 'mine', theirs: 'theirs', other: 'value by value' } as const;

function taken({ take }: SyncEventDetail): string {
  const isKnown = (word: unknown): word is keyof typeof takes =>
    typeof word === 'string' && Object.hasOwn(takes, word);
  return isKnown(take) ? takes[take] : text(take);
}

function text(value: unknown): string {
  return value === undefined || value === null ? '?' : String(value);
}

function list(value: unknown): string {
  const items = Array.isArray(value) ? value.map(String) : value ? [text(value)] : [];
  return items.length === 0 ? 'none' : items.join(', ');
}

function count(value: unknown, noun: string): string {
  const number = Number(value ?? 0);
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
