import type { KeyboardEvent } from 'react';

/** Letters in the score box are shortcuts: a score has none. */
export function scoreKey(
  event: KeyboardEvent,
  keys: { readonly [key: string]: () => void },
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const run = keys[event.key.toLowerCase()];
  if (!run) return false;
  event.preventDefault();
  run();
  return true;
}
