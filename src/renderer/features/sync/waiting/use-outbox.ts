import { useState } from 'react';
import { client, useQuery } from '../../../client';
import type { AnswerOf, Client, Query } from '../../../client';
import { groupItems } from './group-items';

const pageSize = 200;

export const shares = ['all', 'yours', 'queued'] as const;
/** Which part of the queue: all, what waits for a person, what waits for the server. */
export type Share = (typeof shares)[number];

type Page = AnswerOf<Client['sync']['outbox']>;

export type OutboxPages = {
  readonly query: Query<Page>;
  readonly data: Page | undefined;
  readonly toNext: (() => void) | null;
  readonly toFirst: (() => void) | null;
};

/** The queue, a page at a time, in the order in which it is sent. */
export function useOutbox(only: Share): OutboxPages {
  const [place, setPlace] = useState<{ readonly of: Share; readonly after: number } | null>(null);
  // Another part begins at its own first page.
  const after = place?.of === only ? place.after : null;
  const query = useQuery(
    client.sync.outbox,
    { limit: pageSize, only, ...(after === null ? {} : { after }) },
    { keepPrevious: true },
  );
  const { data } = query;
  const next = data?.next ?? null;
  return {
    query,
    data,
    toNext: next === null ? null : () => setPlace({ of: only, after: next }),
    toFirst: after === null ? null : () => setPlace(null),
  };
}

/** How many lines the queue has; of a long one the operations are counted. */
export function useQueueLength(): number | undefined {
  const { data } = useQuery(client.sync.outbox, { limit: pageSize, only: 'all' });
  return data && (data.next === null ? groupItems(data.items).length : data.total);
}
