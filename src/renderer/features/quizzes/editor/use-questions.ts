import { useEffect, useMemo } from 'react';
import type { QuestionRow } from '../../../../shared/contract/questions';
import { client, useQuery } from '../../../client';
import { contentOf, sameContent } from '../model/draft-content';
import type { DraftContent } from '../model/draft-content';
import { useQuizStore } from '../store';
import type { QuestionDraft } from '../store';

/** One question of the list: stored, being changed, or new and not stored yet. */
export type QuestionItem = {
  readonly id: string;
  /** Undefined while it is not stored (or its row has not come back yet). */
  readonly row: QuestionRow | undefined;
  readonly draft: QuestionDraft | undefined;
  /** What is shown: the draft, or what is stored. */
  readonly content: DraftContent;
  /** What is stored, when it is. */
  readonly stored?: DraftContent;
};

export type Questions = {
  readonly items: readonly QuestionItem[] | undefined;
  readonly failure: ReturnType<typeof useQuery>['failure'];
  readonly retry: () => void;
};

type Drafts = { readonly [id: string]: QuestionDraft };

function storedItems(rows: readonly QuestionRow[]): readonly QuestionItem[] {
  return rows.map((row) => {
    const content = contentOf(row);
    return { id: row.id, row, draft: undefined, content, stored: content };
  });
}

/** Stored questions in their order with drafts laid over them, new ones at their places. */
export function withDrafts(
  stored: readonly QuestionItem[],
  drafts: Drafts,
  quizId: string,
): readonly QuestionItem[] {
  const mine = Object.entries(drafts).filter(([, draft]) => draft.quizId === quizId);
  if (mine.length === 0) return stored;
  const left = new Map(mine);
  const items = stored.map((item) => {
    const draft = left.get(item.id);
    left.delete(item.id);
    return draft ? { ...item, draft, content: draft.content } : item;
  });
  for (const [id, draft] of left) {
    // A draft without a place belongs to a question that is gone; undo may bring it back.
    if (draft.at === undefined) continue;
    items.splice(draft.at, 0, { id, row: undefined, draft, content: draft.content });
  }
  return items;
}

/** The questions of a quiz as the editor shows them. */
export function useQuestions(quizId: string): Questions {
  const query = useQuery(client.questions.list, { quizId });
  const rows = query.data?.questions;
  const drafts = useQuizStore((state) => state.drafts);
  const stored = useMemo(() => rows && storedItems(rows), [rows]);
  useSettledDrafts(stored);
  const items = useMemo(
    () => stored && withDrafts(stored, drafts, quizId),
    [stored, drafts, quizId],
  );
  return { items, failure: query.failure, retry: query.retry };
}

/** A stored draft gives way as soon as the same content comes back from the engine. */
function useSettledDrafts(stored: readonly QuestionItem[] | undefined): void {
  useEffect(() => {
    const { drafts, drop, patch } = useQuizStore.getState();
    for (const { id, content } of stored ?? []) {
      const draft = drafts[id];
      if (!draft?.base || draft.settled || !sameContent(draft.base, content)) continue;
      if (draft.state === 'stored') drop(id);
      else patch(id, { settled: true });
    }
  }, [stored]);
}
