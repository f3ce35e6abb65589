import { isQuestionType } from '../../../../shared/domain/questions';
import { Textarea } from '../../../ui/field/text-field';
import { useTexts } from '../../../ui/i18n/texts';
import { leaveDraft } from '../store-draft';
import { texts } from '../texts';
import { ChoiceEditor } from './choice-editor';
import { DraftNotice } from './draft-notice';
import styles from './editor.module.css';
import { JsonEditor } from './json-editor';
import { QuestionBar } from './question-bar';
import { ShortAnswerEditor } from './short-answer-editor';
import { SourceNotes } from './source-notes';
import { TrueFalseEditor } from './true-false-editor';
import { useProblemAt } from './use-problem-at';
import { useQuestionEditing } from './use-question-editor';
import type { QuestionEditing } from './use-question-editor';
import type { QuestionItem } from './use-questions';
import type { QuestionDeeds } from './use-question-deeds';

type QuestionEditorProps = {
  readonly item: QuestionItem;
  readonly quizId: string;
  readonly number: number;
  readonly deeds: QuestionDeeds;
  /** Escape: back to the list. */
  readonly onLeave: () => void;
};

/** The middle of the page: one question, every field of it, stored as the fields are left. */
export function QuestionEditor({ item, quizId, number, deeds, onLeave }: QuestionEditorProps) {
  const t = useTexts(texts);
  const editing = useQuestionEditing(item, quizId);
  const { content, type } = editing;
  return (
    <div
      className={styles.edit}
      role="group"
      aria-label={t('editor.label', { number })}
      onBlur={(event) => {
        const next = event.relatedTarget;
        if (next instanceof Node && event.currentTarget.contains(next)) editing.commit();
        else if (next !== null) leaveDraft(item.id);
        else editing.commit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        onLeave();
      }}
    >
      <div className={styles.measure}>
        <QuestionBar item={item} number={number} editing={editing} deeds={deeds} />
        <DraftNotice item={item} editing={editing} />
        <SourceNotes item={item} number={number} />
        <Stem editing={editing} />
        <TypedPart editing={editing} />
        <Textarea
          label={t('editor.explanation')}
          className={styles.explanation}
          rows={1}
          placeholder={t('editor.explanationPlaceholder')}
          value={content.explanation}
          error={useProblemAt(editing, 'explanation')}
          onChange={(explanation) => type({ ...content, explanation })}
        />
      </div>
    </div>
  );
}

function Stem({ editing }: { readonly editing: QuestionEditing }) {
  const t = useTexts(texts);
  const { content, type } = editing;
  return (
    <Textarea
      label={t('editor.stem')}
      hideLabel
      face="serif"
      rows={2}
      className={styles.stem}
      data-question-stem
      placeholder={t('editor.stemPlaceholder')}
      hint={content.type === 'fill_blanks' ? t('editor.blanksHint') : undefined}
      value={content.question}
      error={useProblemAt(editing, 'question')}
      onChange={(question) => type({ ...content, question })}
    />
  );
}

function TypedPart({ editing }: { readonly editing: QuestionEditing }) {
  const t = useTexts(texts);
  const { type } = editing.content;
  switch (isQuestionType(type) ? type : undefined) {
    case 'single_choice':
    case 'multiple_choice':
      return <ChoiceEditor editing={editing} />;
    case 'true_false':
      return <TrueFalseEditor editing={editing} />;
    case 'short_answer':
      return <ShortAnswerEditor editing={editing} />;
    case 'essay':
      return <p className={styles.muted}>{t('editor.essayNote')}</p>;
    case 'description':
      return <p className={styles.muted}>{t('editor.descriptionNote')}</p>;
    default:
      return <JsonEditor editing={editing} />;
  }
}
