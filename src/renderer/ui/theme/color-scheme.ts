import { useSyncExternalStore } from 'react';
import { readLocal, writeLocal } from '../storage/local-store';

/** What a person chooses; `system` follows the desktop. */
export type ThemeChoice = 'system' | 'light' | 'dark';

const darkQuery = '(prefers-color-scheme: dark)';
const listeners = new Set<() => void>();
let choice: ThemeChoice = 'system';
let resolved: 'light' | 'dark' = 'light';

function paint(): void {
  const dark = choice === 'dark' || (choice === 'system' && window.matchMedia(darkQuery).matches);
  resolved = dark ? 'dark' : 'light';
  document.documentElement.setAttribute('data-mantine-color-scheme', resolved);
  for (const listener of listeners) listener();
}

/** Shows a theme at once and remembers it for the next start. */
export function applyTheme(next: ThemeChoice): void {
  choice = next;
  writeLocal('theme', next);
  paint();
}

/** Puts the remembered theme in place before the first paint and follows the desktop from then on. */
export function startTheme(): void {
  const kept = readLocal('theme');
  choice = kept === 'light' || kept === 'dark' ? kept : 'system';
  window.matchMedia(darkQuery).addEventListener('change', paint);
  paint();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The scheme on screen, for what must be told (Mantine); our own styles read the attribute. */
export function useColorScheme(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, () => resolved);
}
