import { useCallback, useState, useSyncExternalStore } from 'react';
import type { Failure } from '../../shared/kernel/errors';
import type { ClientCall } from './client';
import { queryKey, readQuery, retryQuery, watchQuery } from './query-cache';
import type { QueryRequest } from './query-cache';
import { useLatest } from './use-latest';

/** What a view gets from a query. Old data stays while new data is fetched, so nothing flashes. */
export type Query<Output> = {
  readonly data: Output | undefined;
  readonly failure: Failure | undefined;
  /** True only before the first answer ever: the time for a skeleton. */
  readonly isLoading: boolean;
  readonly isFetching: boolean;
  readonly retry: () => void;
};

export type QueryOptions = {
  /** Shows the answer of the previous input until the one for the new input arrives. */
  readonly keepPrevious?: boolean;
};

const noKey = '';
const watchNothing = () => () => undefined;

/**
 * Asks a query of the contract and keeps the answer current: it is fetched again when rows it
 * depends on change and when the engine comes back. `null` as input asks nothing yet.
 */
export function useQuery<Input, Output>(
  call: ClientCall<Input, Output>,
  input: Input | null,
  options: QueryOptions = {},
): Query<Output> {
  const key = input === null ? noKey : queryKey(call.method, input);
  const state = useSyncExternalStore(
    useWatcher(call, input, key),
    useCallback(() => readQuery(key), [key]),
  );
  const [previous, setPrevious] = useState<unknown>(undefined);
  if (state.hasData && previous !== state.data) setPrevious(state.data);
  const kept = !state.hasData && options.keepPrevious === true ? previous : state.data;
  return {
    // The cache holds answers of many calls; this one was stored under this call's own name.
    data: kept as Output | undefined,
    failure: state.failure,
    isLoading: kept === undefined && !state.failure && key !== noKey,
    isFetching: state.isFetching,
    retry: useCallback(() => retryQuery(key), [key]),
  };
}

function useWatcher<Input, Output>(
  call: ClientCall<Input, Output>,
  input: Input | null,
  key: string,
): (listener: () => void) => () => void {
  const latest = useLatest({ call, input });
  const watch = useCallback(
    (listener: () => void) => {
      const { call: current, input: asked } = latest.current;
      if (asked === null) return () => undefined;
      const request: QueryRequest = {
        key,
        method: current.method,
        fetch: () => current(asked),
      };
      return watchQuery(request, listener);
    },
    [key, latest],
  );
  return key === noKey ? watchNothing : watch;
}
