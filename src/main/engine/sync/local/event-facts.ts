import type { SyncEventDetail } from './event-repository';

/** Plain values, some of them left out, as the facts of an event. */
export function toFacts(values: object): SyncEventDetail {
  // What comes out of JSON is JSON.
  return JSON.parse(JSON.stringify(values)) as SyncEventDetail;
}
