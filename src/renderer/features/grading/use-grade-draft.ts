import { useEffect, useRef } from 'react';
import { client } from '../../client';
import { useLatest } from '../../ui/use-latest';
import { useGradingStore, type GradeDraft } from './store';
import type { Submission } from './work';

const draftDelayMs = 1000;

/** What the panel shows: the draft if there is one, otherwise the grade that stands. */
export function useGradeDraft(submission: Submission): {
  readonly draft: GradeDraft;
  readonly isDraft: boolean;
  readonly change: (part: Partial<GradeDraft>) => void;
  readonly discard: () => void;
} {
  const { id } = submission;
  const typed = useGradingStore((state) => state.drafts[id]);
  const { setDraft, dropDraft } = useGradingStore();
  const stored = storedGrade(submission);
  const draft = typed ?? submission.draft ?? stored;
  const timer = useRef<number | undefined>(undefined);
  const latest = useLatest(typed);
  // Stored, or taken back: leaving at once must not make a draft of it again.
  const isGone = useRef(false);
  useEffect(
    () => () => {
      // Left within the second: what was typed is kept all the same.
      window.clearTimeout(timer.current);
      if (latest.current && !isGone.current)
        void client.grading.saveDraft({ id, ...latest.current });
    },
    [id, latest],
  );
  return {
    draft,
    isDraft: typed !== undefined || submission.draft !== null,
    change: (part) => {
      const next = { ...draft, ...part };
      isGone.current = false;
      setDraft(id, next);
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(
        () => void client.grading.saveDraft({ id, ...next }),
        draftDelayMs,
      );
    },
    discard: () => {
      isGone.current = true;
      window.clearTimeout(timer.current);
      dropDraft(id);
    },
  };
}

function storedGrade(submission: Submission): GradeDraft {
  const raw = submission.grade?.raw ?? submission.score;
  return {
    score: raw === null ? '' : String(raw),
    feedback: submission.feedback ?? '',
    waived: submission.grade?.waived ?? false,
  };
}
