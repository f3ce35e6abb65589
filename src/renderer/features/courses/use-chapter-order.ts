import { useEffect, useRef, useState } from 'react';
import { moveWithin } from '../../../shared/domain/arrangement';
import type { ChapterRow } from '../../../shared/contract/courses';
import type { Failure } from '../../../shared/kernel/errors';
import type { Result } from '../../../shared/kernel/result';

export type ChapterOrder = {
  /** The chapters in the order a person has put them, also while it is being stored. */
  readonly chapters: readonly ChapterRow[];
  /** Puts a chapter one place up (-1) or down (1); its new place from 1, undefined at the end. */
  readonly move: (id: string, step: 1 | -1) => number | undefined;
};

type Store = (id: string, to: number) => Promise<Result<unknown, Failure>>;

/**
 * Moves chapters at once and stores each move behind, so that a key held down does not wait for
 * the engine. The stored order takes over as soon as nothing is under way, or a move was refused.
 */
export function useChapterOrder(stored: readonly ChapterRow[], store: Store): ChapterOrder {
  const [wanted, setWanted] = useState<readonly string[] | null>(null);
  const [underWay, setUnderWay] = useState(0);
  const lastWhileUnderWay = useRef(stored);
  const chapters = wanted ? arranged(stored, wanted) : stored;

  useEffect(() => {
    if (underWay > 0) {
      lastWhileUnderWay.current = stored;
      return;
    }
    const arrived = wanted?.join() === stored.map(({ id }) => id).join();
    if (arrived || stored !== lastWhileUnderWay.current) setWanted(null);
  }, [stored, wanted, underWay]);

  const move = (id: string, step: 1 | -1) => {
    const to = chapters.findIndex((chapter) => chapter.id === id) + step;
    if (to < 0 || to >= chapters.length) return undefined;
    setWanted(moveWithin(chapters, id, to).map((chapter) => chapter.id));
    setUnderWay((count) => count + 1);
    void store(id, to).then((result) => {
      setUnderWay((count) => count - 1);
      if (!result.ok) setWanted(null);
    });
    return to + 1;
  };
  return { chapters, move };
}

/** The stored chapters in the wanted order; one that has come meanwhile stands at its end. */
function arranged(stored: readonly ChapterRow[], wanted: readonly string[]): readonly ChapterRow[] {
  const byId = new Map(stored.map((chapter) => [chapter.id, chapter]));
  const known = wanted.flatMap((id) => byId.get(id) ?? []);
  return [...known, ...stored.filter(({ id }) => !wanted.includes(id))];
}
