import { useMemo } from 'react';
import { useLatest } from '../use-latest';
import type { RowActions } from './table-row';

/** The same object on every render, so that rows that did not change are not drawn again. */
export function useStableActions(actions: RowActions): RowActions {
  const latest = useLatest(actions);
  return useMemo(
    () => ({
      press: (key, modifiers) => latest.current.press(key, modifiers),
      toggle: (key, shift) => latest.current.toggle(key, shift),
      open: (key) => latest.current.open(key),
    }),
    [latest],
  );
}
