import type { MigrationEventAnswer } from '../../../../shared/contract/migrate-runbook';
import { textsOf } from '../../../ui/i18n/texts';
import { texts } from './texts';

export type DatabaseEvent = MigrationEventAnswer;
type Value = DatabaseEvent['detail'][string];

const kinds = texts.tree.kinds;

/** What a kind of event is called; a kind of a newer Lectern keeps its own word. */
export function kindName(kind: string): string {
  return isKnown(kind) ? textsOf(texts)(`kinds.${kind}`) : kind;
}

function isKnown(kind: string): kind is keyof typeof kinds {
  return kind in kinds;
}

/** Everything kept of an event in a line: `rows 12, retries 0`. */
export function detailText({ detail }: DatabaseEvent): string {
  return Object.entries(detail)
    .toSorted(([a], [b]) => weight(a) - weight(b))
    .map(([name, value]) => [name, valueText(value)] as const)
    .filter(([, text]) => text !== '')
    .map(([name, text]) => (words.includes(name) ? text : `${name} ${text}`))
    .join(', ');
}

/** What people have written comes first, and speaks for itself. */
const words: readonly string[] = ['reason', 'message', 'note'];

function weight(name: string): number {
  return words.includes(name) ? 0 : 1;
}

function valueText(value: Value): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(valueText).filter(Boolean).join('; ');
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([name, inner]) => `${name} ${valueText(inner)}`)
      .join(' ');
  }
  return String(value);
}

/** All that a person may look for in an event. */
export function eventText(event: DatabaseEvent): string {
  return [kindName(event.kind), event.step ?? '', event.who, detailText(event)].join(' ');
}

/** The longest wait that applied steps have caused to others, in milliseconds; 0 when none is known. */
export function longestWaitIn(events: readonly DatabaseEvent[]): number {
  return Math.max(
    0,
    ...events.map(({ detail }) =>
      typeof detail.longestWaitMs === 'number' ? detail.longestWaitMs : 0,
    ),
  );
}

/** Where an event stands in a list that has no ids: events of one moment differ in the rest. */
export function eventKey(event: DatabaseEvent): string {
  return [event.at, event.kind, event.step, event.who, JSON.stringify(event.detail)].join('|');
}
