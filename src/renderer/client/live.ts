import { useEffect } from 'react';
import type { EventName, EventOf } from '../../shared/contract/events';
import { bridge } from './bridge';
import { clearQueries, invalidateQueries } from './query-cache';
import { isStaleAfter } from './table-dependencies';
import { useLatest } from './use-latest';

/**
 * Keeps every query on screen current: changed rows make their queries stale, and an engine
 * that comes back is asked everything again. Called once by the app; returns the way out.
 */
export function startLiveQueries(): () => void {
  const offChanged = bridge().on('changed', ({ tables }) =>
    invalidateQueries((method) => isStaleAfter(method, tables)),
  );
  const offHistory = bridge().on('history', () =>
    invalidateQueries((method) => method.startsWith('history.')),
  );
  let wasReady = bridge().engineState().state === 'ready';
  const offState = bridge().onEngineState(({ state }) => {
    if (state === 'ready' && !wasReady) invalidateQueries(() => true);
    wasReady = state === 'ready';
  });
  return () => {
    offChanged();
    offHistory();
    offState();
  };
}

/** Another workspace is open: nothing remembered holds any more. */
export function forgetWorkspace(): void {
  clearQueries();
}

/** Listens to an engine event while a component is shown. */
export function useEngineEvent<N extends EventName>(
  name: N,
  listener: (payload: EventOf<N>) => void,
): void {
  const latest = useLatest(listener);
  useEffect(() => bridge().on(name, (payload) => latest.current(payload)), [name, latest]);
}
