import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Result } from '../../../shared/kernel/result';
import { settleField } from '../actions/key-dispatch';
import { useLatest } from '../use-latest';

type StoredFieldOptions<V> = {
  readonly stored: V;
  /** What was typed in the form it is stored in, or what is wrong with it. */
  readonly read: (typed: V) => Result<V, string>;
  readonly store: (value: V) => Promise<Result<unknown, { readonly message: string }>>;
  /** Keeps what is being typed where a crash does not reach it; for long texts. */
  readonly memory?: {
    readonly recall: () => V | null;
    readonly keep: (typed: V | null) => void;
  };
};

/** What goes into a field of `ui/field`, with the state of what was typed. */
export type StoredField<V> = {
  readonly isTyped: boolean;
  readonly props: {
    readonly value: V;
    readonly error: string | undefined;
    readonly onChange: (value: V) => void;
    readonly onBlur: () => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
  };
};

type Typed<V> = { readonly value: V };

/**
 * A field without a Save button: it is stored when it is left and with Enter (in a textarea with
 * Ctrl Enter), as one action each time; Escape puts back what is stored. What could not be stored
 * stays in the field with the reason.
 */
export function useStoredField<V extends string | number | null>({
  stored,
  read,
  store,
  memory,
}: StoredFieldOptions<V>): StoredField<V> {
  const [typed, showTyped] = useState<Typed<V> | null>(() => recalled(memory));
  const [problem, setProblem] = useState<string>();
  // Beside the state, because Escape and the blur it brings come before the next render.
  const now = useRef(typed);
  const sent = useRef<Typed<V> | null>(null);

  const setTyped = (next: Typed<V> | null) => {
    now.current = next;
    showTyped(next);
    setProblem(undefined);
    memory?.keep(next && next.value);
  };
  /** False when what was typed cannot be stored as it is. */
  const commit = (): boolean => {
    if (!now.current) return true;
    const wanted = read(now.current.value);
    if (wanted.ok) send(wanted.value);
    else setProblem(wanted.error);
    return wanted.ok;
  };
  const send = (value: V): void => {
    if (value === stored) return setTyped(null);
    // Enter has stored it; leaving the field need not do it again.
    if (sent.current?.value === value) return;
    setTyped({ value });
    sent.current = { value };
    void store(value).then((result) => {
      if (result.ok) return;
      sent.current = null;
      setProblem(result.error.message);
    });
  };
  const latest = useLatest({ commit, setTyped });
  useEffect(() => {
    // What was typed stays in sight until it has come back; newer typing is never dropped.
    if (now.current && now.current.value === sent.current?.value) latest.current.setTyped(null);
    sent.current = null;
  }, [stored, latest]);
  useEffect(() => () => void latest.current.commit(), [latest]);

  return {
    isTyped: typed !== null,
    props: {
      value: typed ? typed.value : stored,
      error: problem,
      onChange: (value) => setTyped({ value }),
      onBlur: () => void commit(),
      onKeyDown: (event) => {
        if (event.key === 'Escape') setTyped(null);
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
        const isLine = !(event.target instanceof HTMLTextAreaElement);
        if (!isLine && !event.ctrlKey && !event.metaKey) return;
        if (commit()) settleField(event.target);
      },
    },
  };
}

function recalled<V>(memory: StoredFieldOptions<V>['memory']): Typed<V> | null {
  const value = memory?.recall() ?? null;
  return value === null ? null : { value };
}
