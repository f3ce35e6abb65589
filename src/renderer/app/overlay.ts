import { useSyncExternalStore } from 'react';

type Overlay = 'none' | 'palette' | 'shortcuts';

let overlay: Overlay = 'none';
const listeners = new Set<() => void>();

function change(next: Overlay): void {
  overlay = next;
  for (const listener of listeners) listener();
}

/** Opens the command palette. */
export function openPalette(): void {
  change('palette');
}

/** Opens the list of shortcuts. */
export function openShortcuts(): void {
  change('shortcuts');
}

/** Closes whichever is open. */
export function closeOverlay(): void {
  change('none');
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Which of the two is open. */
export function useOverlay(): Overlay {
  return useSyncExternalStore(subscribe, () => overlay);
}
