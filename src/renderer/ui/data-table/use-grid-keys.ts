import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { keysBetween, toggleKey } from './select-range';

export type Selection = {
  readonly keys: ReadonlySet<string>;
  readonly onChange: (keys: ReadonlySet<string>) => void;
};

type GridKeys = {
  /** Keys of the rows as shown. */
  readonly keys: readonly string[];
  readonly activeKey: string | null;
  readonly setActive: (key: string) => void;
  readonly selection: Selection | undefined;
  readonly open: (key: string) => void;
  readonly rowsPerPage: () => number;
};

export type GridHandlers = {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** A press on a row: plain, with shift (a range) or with ctrl or cmd (one more). */
  readonly press: (
    key: string,
    modifiers: { readonly shift: boolean; readonly toggle: boolean },
  ) => void;
  readonly toggle: (key: string, shift: boolean) => void;
};

function targetIndex(key: string, index: number, count: number, page: number): number | null {
  const last = count - 1;
  const at = Math.max(index, 0);
  const targets: { readonly [key: string]: number } = {
    ArrowDown: index < 0 ? 0 : index + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: last,
    PageDown: at + page,
    PageUp: at - page,
  };
  const target = targets[key];
  return target === undefined || count === 0 ? null : Math.max(0, Math.min(last, target));
}

/** Keyboard and pointer behaviour of a table's rows: move, extend, tick, open. */
export function useGridKeys(grid: GridKeys): GridHandlers {
  const { keys, activeKey, setActive, selection, open } = grid;
  // Where a range began; a plain move or tick puts it anew.
  const [anchor, setAnchor] = useState<string | null>(null);

  const extendTo = (key: string) => {
    const from = anchor ?? activeKey ?? key;
    setAnchor(from);
    selection?.onChange(new Set([...selection.keys, ...keysBetween(keys, from, key)]));
  };
  const toggle = (key: string, shift: boolean) => {
    if (!selection) return;
    if (shift) return extendTo(key);
    setAnchor(key);
    selection.onChange(toggleKey(selection.keys, key));
  };
  const move = (event: KeyboardEvent, index: number) => {
    const key = keys[index];
    if (key === undefined) return;
    event.preventDefault();
    if (event.shiftKey && selection) extendTo(key);
    else setAnchor(key);
    setActive(key);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.defaultPrevented) return;
    const mod = event.ctrlKey || event.metaKey;
    if (mod && event.key.toLowerCase() === 'a' && selection) {
      event.preventDefault();
      return selection.onChange(new Set(keys));
    }
    if (mod && event.key !== 'Home' && event.key !== 'End') return;
    const index = activeKey === null ? -1 : keys.indexOf(activeKey);
    const target = targetIndex(event.key, index, keys.length, grid.rowsPerPage());
    if (target !== null) return move(event, target);
    handleRowKey(event, activeKey, { toggle, open, selection });
  };
  const press: GridHandlers['press'] = (key, { shift, toggle: one }) => {
    if (selection && (shift || one)) toggle(key, shift);
    else setAnchor(key);
    setActive(key);
  };
  return { onKeyDown, press, toggle };
}

function handleRowKey(
  event: KeyboardEvent,
  activeKey: string | null,
  row: {
    readonly toggle: (key: string, shift: boolean) => void;
    readonly open: (key: string) => void;
    readonly selection: Selection | undefined;
  },
): void {
  if (event.key === 'Escape' && row.selection && row.selection.keys.size > 0) {
    event.preventDefault();
    row.selection.onChange(new Set());
  }
  if (activeKey === null) return;
  if (event.key === 'Enter') {
    event.preventDefault();
    row.open(activeKey);
  }
  if (event.key === ' ' && row.selection) {
    event.preventDefault();
    row.toggle(activeKey, event.shiftKey);
  }
}
