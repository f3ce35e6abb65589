import { useEffect, useRef, useState } from 'react';
import type { ImportFileSummary } from '../../../shared/contract/imports';
import type { Failure } from '../../../shared/kernel/errors';
import { client } from '../../client';
import type { ChosenSource } from './store';

export type Preview = {
  readonly id: string;
  readonly state: 'reading' | 'read' | 'failed';
  readonly files: readonly ImportFileSummary[];
  readonly failure?: Failure;
};

/**
 * Has the sources read by the engine, again whenever they (or the quiz they are compared with)
 * change. A reading that is no longer wanted is cancelled and its preview forgotten.
 */
export function usePreview(
  sources: readonly ChosenSource[],
  quizId: string | null,
): { readonly preview: Preview | undefined; readonly retry: () => void } {
  const [preview, setPreview] = useState<Preview | undefined>(undefined);
  const [attempt, setAttempt] = useState(0);
  const files = useRef<readonly ImportFileSummary[]>([]);
  useEffect(() => {
    if (sources.length === 0) {
      files.current = [];
      return setPreview(undefined);
    }
    const id = crypto.randomUUID();
    const abort = new AbortController();
    // The former counts stay in sight until the new ones are there.
    setPreview({ id, state: 'reading', files: files.current });
    const input = { sources: sources.map(({ source }) => source), quizId, previewId: id };
    void client.imports.preview(input, { signal: abort.signal }).then((result) => {
      if (abort.signal.aborted) return;
      if (!result.ok) return setPreview({ id, state: 'failed', files: [], failure: result.error });
      files.current = result.value.files;
      setPreview({ id, state: 'read', files: result.value.files });
    });
    return () => {
      abort.abort();
      void client.imports.discard({ previewId: id });
    };
  }, [sources, quizId, attempt]);
  return { preview, retry: () => setAttempt((count) => count + 1) };
}
