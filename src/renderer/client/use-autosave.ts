import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../shared/kernel/errors';
import type { Result } from '../../shared/kernel/result';
import { useLatest } from './use-latest';

export type Autosave<V> = {
  /** What the field shows: what was typed, or the stored value while nothing is being typed. */
  readonly value: V;
  readonly setValue: (value: V) => void;
  readonly state: 'stored' | 'waiting' | 'storing' | 'failed';
  /** Stores at once: on blur, before leaving. */
  readonly flush: () => void;
};

const quietMs = 500;

type Draft<V> = { readonly value: V };

/**
 * A field that stores itself half a second after the last key, on `flush` and when it goes away.
 * `stored` is what the engine has; it is shown again once the draft has arrived there.
 * A draft that could not be stored stays in the field and is tried again with the next change.
 */
export function useAutosave<V>(
  stored: V,
  store: (value: V) => Promise<Result<unknown, Failure>>,
): Autosave<V> {
  const [draft, setDraft] = useState<Draft<V> | null>(null);
  const [state, setState] = useState<Autosave<V>['state']>('stored');
  const latest = useLatest({ store });
  const waiting = useRef<Draft<V> | null>(null);
  const timer = useRef<number>(undefined);

  const flush = useCallback(() => {
    window.clearTimeout(timer.current);
    const sent = waiting.current;
    if (!sent) return;
    waiting.current = null;
    setState('storing');
    void latest.current.store(sent.value).then((result) => {
      if (!result.ok) return setState('failed');
      // Only the newest draft may give way to the stored value.
      setDraft((now) => (now === sent ? null : now));
      setState((now) => (now === 'storing' ? 'stored' : now));
    });
  }, [latest]);

  const setValue = useCallback(
    (value: V) => {
      const next: Draft<V> = { value };
      waiting.current = next;
      setDraft(next);
      setState('waiting');
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(flush, quietMs);
    },
    [flush],
  );

  useEffect(() => {
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [flush]);
  return { value: draft ? draft.value : stored, setValue, state, flush };
}
