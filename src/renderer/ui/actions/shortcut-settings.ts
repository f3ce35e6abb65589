import { useSyncExternalStore } from 'react';
import { readLocal, writeLocal } from '../storage/local-store';
import type { Action } from './action';
import { isSingleKey } from './shortcut';

type ShortcutSettings = {
  readonly singleKeys: boolean;
  /** Shortcuts a person chose, by action id; an empty text means none. */
  readonly remapped: { readonly [actionId: string]: string };
};

function readRemapped(): { readonly [actionId: string]: string } {
  try {
    const value: unknown = JSON.parse(readLocal('shortcuts') ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    const texts = Object.entries(value).filter(([, shortcut]) => typeof shortcut === 'string');
    return Object.fromEntries(texts.map(([id, shortcut]) => [id, String(shortcut)]));
  } catch {
    // Garbled text counts as nothing remapped; the next change writes it anew.
    return {};
  }
}

let settings: ShortcutSettings = {
  singleKeys: readLocal('single-keys') !== 'off',
  remapped: readRemapped(),
};
const listeners = new Set<() => void>();

function change(next: ShortcutSettings): void {
  settings = next;
  for (const listener of listeners) listener();
}

/** Turns shortcuts that are a mere character on or off. */
export function setSingleKeys(singleKeys: boolean): void {
  if (singleKeys === settings.singleKeys) return;
  writeLocal('single-keys', singleKeys ? 'on' : 'off');
  change({ ...settings, singleKeys });
}

/** Gives an action another shortcut; empty for none, undefined for its own again. */
export function remapShortcut(actionId: string, shortcut: string | undefined): void {
  const { [actionId]: _before, ...others } = settings.remapped;
  const remapped = shortcut === undefined ? others : { ...others, [actionId]: shortcut };
  writeLocal('shortcuts', JSON.stringify(remapped));
  change({ ...settings, remapped });
}

/** The shortcut that works for an action now; undefined for none. */
export function shortcutOf(action: Action, now = settings): string | undefined {
  const shortcut = now.remapped[action.id] ?? action.shortcut;
  if (!shortcut) return undefined;
  return !now.singleKeys && isSingleKey(shortcut) ? undefined : shortcut;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The settings; renders again when they change. */
export function useShortcutSettings(): ShortcutSettings {
  return useSyncExternalStore(subscribe, () => settings);
}
