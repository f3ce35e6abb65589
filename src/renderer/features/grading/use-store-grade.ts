import { parseScore } from '../../../shared/domain/late-policy';
import { client, useCommand } from '../../client';
import { announce } from '../../ui/announcer/announcer';
import { useTexts } from '../../ui/i18n/texts';
import { formatNumber } from '../../ui/number-text/format-number';
import { texts } from './texts';
import type { useGradeDraft } from './use-grade-draft';
import type { Room } from './use-room';
import type { Submission } from './work';

/** Stores what has been typed: the grade, or the feedback alone when there is no score. */
export function useStoreGrade(
  submission: Submission,
  room: Room,
  state: ReturnType<typeof useGradeDraft>,
): { readonly store: () => boolean } {
  const t = useTexts(texts);
  const grade = useCommand(client.grading.grade, { failureTitle: t('notStored') });
  const feedback = useCommand(client.grading.feedback, { failureTitle: t('notStored') });
  const name = room.current ? room.nameOf(room.current) : submission.userId;

  const storeFeedback = (text: string): void => {
    if (text === (submission.feedback ?? '')) return;
    void feedback.run({ id: submission.id, feedback: text === '' ? null : text });
    state.discard();
  };

  const storeGrade = async (raw: number): Promise<void> => {
    const { draft } = state;
    state.discard();
    const result = await grade.run({
      id: submission.id,
      raw,
      feedback: draft.feedback === '' ? null : draft.feedback,
      waiveLate: draft.waived,
      versionKey: submission.versionKey,
    });
    if (result.ok) {
      announce(t('stored', { name, score: formatNumber(result.value.score ?? raw) }));
      return;
    }
    // Nothing typed is lost: it is a draft again, and the failure says what to do.
    state.change(draft);
  };

  return {
    /** False when the score cannot be read, so that the box keeps the focus. */
    store: () => {
      const { draft, isDraft } = state;
      if (!isDraft) return true;
      if (draft.score.trim() === '') {
        storeFeedback(draft.feedback);
        return true;
      }
      const parsed = parseScore(draft.score, submission.maxPoints);
      if (!parsed.ok) return false;
      void storeGrade(parsed.value);
      return true;
    },
  };
}
