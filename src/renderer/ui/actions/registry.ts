import { useEffect, useSyncExternalStore } from 'react';
import { useLatest } from '../use-latest';
import type { Action } from './action';

type Source = { readonly read: () => readonly Action[] };

const sources = new Set<Source>();
const listeners = new Set<() => void>();
let snapshot: readonly Action[] = [];

function publish(): void {
  const byId = new Map<string, Action>();
  for (const source of sources) {
    // A later source (the place) may give an action of the app another meaning.
    for (const action of source.read()) byId.set(action.id, action);
  }
  snapshot = [...byId.values()];
  for (const listener of listeners) listener();
}

/** Adds actions until the returned function is called. Their newest state is read when needed. */
export function registerActions(read: () => readonly Action[]): () => void {
  const source: Source = { read };
  sources.add(source);
  publish();
  return () => {
    sources.delete(source);
    publish();
  };
}

/** Every action that exists right now, the newest registered last. */
export function readActions(): readonly Action[] {
  return [...sources].flatMap((source) => source.read());
}

/** Runs an action by its id, for a button that stands for it; does nothing when it is not there. */
export function runAction(id: string): void {
  readActions()
    .findLast((action) => action.id === id && !action.disabled)
    ?.run();
}

/** Registers the actions of a component while it is shown. */
export function useActions(actions: readonly Action[]): void {
  const latest = useLatest(actions);
  const outline = actions.map(({ id, name, shortcut, disabled }) =>
    [id, name, shortcut, disabled].join(),
  );
  const signature = outline.join('\n');
  useEffect(() => registerActions(() => latest.current), [latest, signature]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The actions for a list on screen (palette, overlay). */
export function useAllActions(): readonly Action[] {
  return useSyncExternalStore(subscribe, () => snapshot);
}
