import { useLayoutEffect, useRef } from 'react';

/** The newest value for callbacks that outlive a render; up to date before any of them can run. */
export function useLatest<T>(value: T): { readonly current: T } {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
