import { useEffect, useMemo } from 'react';
import type { QuestionProblem } from '../../../../shared/domain/questions';
import { useLatest } from '../../../ui/use-latest';
import { problemsOf } from '../model/draft-content';
import type { DraftContent } from '../model/draft-content';
import { leaveDraft, storeDraft } from '../store-draft';
import { useQuizStore } from '../store';
import type { QuestionItem } from './use-questions';

/** What the parts of the editor work with. */
export type QuestionEditing = {
  readonly content: DraftContent;
  /** Everything that keeps the question from being stored. */
  readonly problems: readonly QuestionProblem[];
  /** Whether problems are shown beside the fields already. */
  readonly showsProblems: boolean;
  /** Keeps what is typed; it is stored when the field is left. */
  readonly type: (content: DraftContent) => void;
  /** Changes and stores at once: for marks, moves and removals. */
  readonly change: (content: DraftContent) => void;
  /** A field was left: stores what is whole. */
  readonly commit: () => void;
};

/** Editing of one question: drafts while typing, one undoable action when a field is left. */
export function useQuestionEditing(item: QuestionItem, quizId: string): QuestionEditing {
  const { id, content, draft, row } = item;
  const problems = useMemo(() => problemsOf(content), [content]);
  const latest = useLatest(item);
  useEffect(() => {
    const leave = () => leaveDraft(latest.current.id);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [latest]);
  const type = (next: DraftContent): void => {
    const { drafts, put, patch } = useQuizStore.getState();
    const known = drafts[id];
    if (!known)
      return put(id, { quizId, content: next, base: content, settled: true, state: 'typed' });
    const state = known.state === 'storing' ? 'storing' : 'typed';
    patch(id, { content: next, state, failure: undefined });
  };
  return {
    content,
    problems,
    // A stored question with problems (from elsewhere) shows them at once.
    showsProblems: draft?.attempted === true || (row?.problems.length ?? 0) > 0,
    type,
    change: (next) => {
      type(next);
      void storeDraft(id);
    },
    commit: () => void storeDraft(id),
  };
}
