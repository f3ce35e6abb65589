import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../shared/kernel/errors';
import type { Result } from '../../../shared/kernel/result';
import { useLatest } from '../../ui/use-latest';

export type FieldDraft<V> = {
  /** What the field shows: what was typed, or what is stored. */
  readonly value: V;
  readonly type: (value: V) => void;
  /** Stores what was typed, if it is something new and fit to be stored. For blur and Enter. */
  readonly commit: () => void;
  /** Forgets what was typed. For Escape. */
  readonly reset: () => void;
};

type Typed<V> = { readonly value: V };

/**
 * A field that is stored when it is left. What was typed stays in sight until the stored value
 * has come back, also when it could not be stored; leaving the page commits it too.
 */
export function useFieldDraft<V extends string | number | null>(
  stored: V,
  store: (value: V) => Promise<Result<unknown, Failure>>,
  accepts: (value: V) => boolean = () => true,
): FieldDraft<V> {
  const [typed, setTyped] = useState<Typed<V> | null>(null);
  useEffect(() => setTyped(null), [stored]);
  // Enter and then blur must not store the same text twice.
  const sent = useRef<Typed<V> | null>(null);
  const commit = (): void => {
    if (!typed || typed === sent.current) return;
    if (typed.value === stored) return setTyped(null);
    if (!accepts(typed.value)) return;
    sent.current = typed;
    void store(typed.value).then((result) => {
      if (!result.ok) sent.current = null;
    });
  };
  const latest = useLatest(commit);
  useEffect(() => () => latest.current(), [latest]);
  return {
    value: typed ? typed.value : stored,
    type: (value) => setTyped({ value }),
    commit,
    reset: () => setTyped(null),
  };
}
