import { useSyncExternalStore } from 'react';

let message = '';
const listeners = new Set<() => void>();

/**
 * Says something to people who cannot see the change: saved, queued, conflict, moved.
 * The same sentence twice is read twice, thanks to the invisible space at its end.
 */
export function announce(text: string): void {
  message = text === message ? `${text}\u00a0` : text;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The one live region of the window. */
export function Announcer() {
  const text = useSyncExternalStore(subscribe, () => message);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  );
}
