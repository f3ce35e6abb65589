import { useState } from 'react';
import type { ActionSummary } from '../../../shared/contract/history';
import { client, useQuery } from '../../client';
import type { Query } from '../../client';

/** Actions on one page; the table draws only those in view. */
export const pageSize = 500;

export type HistoryPages = {
  readonly query: Query<unknown>;
  /** Newest first; undefined until the first answer. */
  readonly actions: readonly ActionSummary[] | undefined;
  readonly isNewest: boolean;
  readonly toNewest: () => void;
  /** Undefined where there is no such page. */
  readonly toNewer: (() => void) | undefined;
  readonly toOlder: (() => void) | undefined;
};

/** The journal page by page. A page begins before an action, so new ones do not shift it. */
export function useHistoryPages(): HistoryPages {
  const [befores, setBefores] = useState<readonly number[]>([]);
  const before = befores.at(-1);
  // One more than is shown tells whether there is an older page.
  const input = { limit: pageSize + 1, ...(before === undefined ? {} : { before }) };
  const query = useQuery(client.history.list, input, { keepPrevious: true });
  const fetched = query.data?.actions;
  const actions = fetched?.slice(0, pageSize);
  const last = actions?.at(-1);
  const hasOlder = fetched !== undefined && fetched.length > pageSize;
  return {
    query,
    actions,
    isNewest: before === undefined,
    toNewest: () => setBefores([]),
    toNewer: before === undefined ? undefined : () => setBefores(befores.slice(0, -1)),
    toOlder: hasOlder && last ? () => setBefores([...befores, last.seq]) : undefined,
  };
}
