import { useSyncExternalStore } from 'react';
import type { EngineState } from '../../shared/contract/shell';
import { bridge } from './bridge';

let current: EngineState | undefined;

function read(): EngineState {
  const next = bridge().engineState();
  // The preload may build the object anew on each call; React needs the same one back.
  if (!current || JSON.stringify(current) !== JSON.stringify(next)) current = next;
  return current;
}

/** Whether the engine can be asked something right now; renders again when that changes. */
export function useEngineState(): EngineState {
  return useSyncExternalStore((listener) => bridge().onEngineState(listener), read);
}
