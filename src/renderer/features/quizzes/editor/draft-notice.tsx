import { Button } from '../../../ui/button/button';
import { useTexts } from '../../../ui/i18n/texts';
import type { Translate } from '../../../ui/i18n/texts';
import { Icon } from '../../../ui/icons/icon';
import { describeProblem } from '../model/describe-problem';
import { sameContent } from '../model/draft-content';
import { storeDraft } from '../store-draft';
import { texts } from '../texts';
import styles from './notes.module.css';
import { discardDraft } from './use-discarded';
import type { QuestionEditing } from './use-question-editor';
import type { QuestionItem } from './use-questions';

/** Says clearly that what is written is not stored yet, why, and that nothing of it is lost. */
export function DraftNotice({
  item,
  editing,
}: {
  readonly item: QuestionItem;
  readonly editing: QuestionEditing;
}) {
  const t = useTexts(texts);
  const { draft, id } = item;
  const changed = hasChangedMeanwhile(item);
  const [first, ...others] = draft ? problemLines(editing, t) : [];
  if (!draft || draft.state !== 'typed' || (!first && !draft.failure && !changed)) return null;
  const why = first ?? draft.failure ?? t('notice.changedMeanwhile');
  return (
    <div className={styles.notice} role="status">
      <Icon name="warning" tone="wait" />
      <div>
        <b>{t('notice.notStored')}:</b> {why}
        {others.length > 0 && ` (${t('notice.more', { count: others.length })})`}
        {first && <span className={styles.noticeNote}>{t('notice.draftKept')}</span>}
      </div>
      {!first && (
        <Button size="small" onClick={() => void storeDraft(id)}>
          {t('notice.retry')}
        </Button>
      )}
      <Button size="small" look="quiet" onClick={() => discardDraft(id, t('notice.discarded'))}>
        {t('notice.discard')}
      </Button>
    </div>
  );
}

/** What is wrong, each thing once: two rules may be broken by one omission. */
function problemLines(
  { problems, content }: QuestionEditing,
  t: Translate<typeof texts.tree>,
): readonly string[] {
  return [...new Set(problems.map((problem) => describeProblem(problem, content, t)))];
}

/** Somebody (an undo, an import) changed the stored question while this draft was being written. */
function hasChangedMeanwhile({ row, draft, stored }: QuestionItem): boolean {
  if (!row || !draft?.base || !draft.settled || !stored) return false;
  return !sameContent(draft.base, stored);
}
