import { useCallback, useEffect, useRef, useState } from 'react';
import type { ImportedQuestion } from '../../../shared/contract/imports';
import type { Failure } from '../../../shared/kernel/errors';
import { client } from '../../client';
import { useLatest } from '../../ui/use-latest';
import type { Status } from './store';
import type { Preview } from './use-preview';

const pageSize = 100;
/** How often the first page is asked for while the files are still being read. */
const lookAgainMs = 350;

type Pages = {
  readonly key: string;
  readonly total: number;
  readonly rows: ReadonlyMap<number, readonly ImportedQuestion[]>;
};

export type PreviewRows = {
  readonly total: number;
  readonly isLoading: boolean;
  readonly at: (place: number) => ImportedQuestion | undefined;
  /** Asks for the rows between two places, unless they are there. */
  readonly need: (from: number, to: number) => void;
  readonly failure: Failure | undefined;
};

const noPages: Pages = { key: '', total: 0, rows: new Map() };

/** The questions of a preview, fetched page by page as they come into view. */
export function usePreviewRows(
  preview: Preview | undefined,
  status: Status | undefined,
): PreviewRows {
  const [pages, setPages] = useState(noPages);
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const asked = useRef(new Set<string>());
  const id = preview?.state === 'failed' ? undefined : preview?.id;
  const isReading = preview?.state === 'reading';
  const key = `${id} ${status} ${isReading}`;
  const latest = useLatest(key);

  const load = useCallback(
    async (page: number): Promise<void> => {
      if (id === undefined) return;
      const offset = page * pageSize;
      const result = await client.imports.page({ previewId: id, offset, limit: pageSize, status });
      if (latest.current !== key) return;
      // While the engine has not begun yet there is no preview, which is no failure.
      if (!result.ok) return setFailure(isReading ? undefined : result.error);
      const { total, questions } = result.value;
      setFailure(undefined);
      setPages((now) => {
        const rows = new Map(now.key === key ? now.rows : []).set(page, questions);
        return { key, total, rows };
      });
    },
    [id, status, key, isReading, latest],
  );

  useEffect(() => {
    asked.current = new Set();
    if (id === undefined) return setPages(noPages);
    void load(0);
    if (!isReading) return;
    const timer = window.setInterval(() => void load(0), lookAgainMs);
    return () => window.clearInterval(timer);
  }, [id, isReading, load]);

  const need = useCallback(
    (from: number, to: number) => {
      for (let page = Math.floor(from / pageSize); page <= Math.floor(to / pageSize); page += 1) {
        const name = `${key} ${page}`;
        if (page === 0 || asked.current.has(name)) continue;
        asked.current.add(name);
        void load(page);
      }
    },
    [key, load],
  );
  return {
    total: pages.total,
    isLoading: id !== undefined && pages.key !== key,
    at: (place) => pages.rows.get(Math.floor(place / pageSize))?.[place % pageSize],
    need,
    failure,
  };
}

/** Every question in a state, page after page; for copying them. */
export async function allInState(
  previewId: string,
  status: Status,
): Promise<readonly ImportedQuestion[] | Failure> {
  const found: ImportedQuestion[] = [];
  for (;;) {
    const offset = found.length;
    const result = await client.imports.page({ previewId, offset, limit: 1000, status });
    if (!result.ok) return result.error;
    found.push(...result.value.questions);
    if (result.value.questions.length === 0 || found.length >= result.value.total) return found;
  }
}
