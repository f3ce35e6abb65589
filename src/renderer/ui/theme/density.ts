import { useSyncExternalStore } from 'react';
import { readLocal, writeLocal } from '../storage/local-store';

export type Density = 'compact' | 'comfortable';

const listeners = new Set<() => void>();
let density: Density = readLocal('density') === 'comfortable' ? 'comfortable' : 'compact';

/** Sets how high rows are; the setting itself is kept by the engine, this is its mirror for the start. */
export function applyDensity(next: Density): void {
  density = next;
  writeLocal('density', next);
  document.documentElement.dataset.density = next;
  for (const listener of listeners) listener();
}

/** Puts the remembered density in place before the first paint. */
export function restoreDensity(): void {
  document.documentElement.dataset.density = density;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Height of a table row in pixels: 32 compact, 40 comfortable. */
export function useRowHeight(): number {
  const now = useSyncExternalStore(subscribe, () => density);
  return now === 'comfortable' ? 40 : 32;
}
