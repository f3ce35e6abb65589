import { useRef, useState } from 'react';
import { Button } from '../../../ui/button/button';
import { classNames } from '../../../ui/class-names';
import { EmptyState } from '../../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../../ui/error-panel/error-panel';
import { useTexts } from '../../../ui/i18n/texts';
import { ButtonLink } from '../../../ui/navigation/link';
import { LearnerColumn } from '../learner/learner-column';
import { PreviewDialog } from '../learner/preview-dialog';
import type { QuizDetail } from '../quiz-detail';
import { SettingsPanel } from '../settings-panel';
import { useQuizStore } from '../store';
import { texts } from '../texts';
import type { OpenPart } from '../use-open-part';
import { AddQuestionDialog } from './add-question-dialog';
import styles from './editor.module.css';
import { QuestionEditor } from './question-editor';
import { QuestionList } from './question-list';
import { useDiscarded } from './use-discarded';
import { useQuestionDeeds } from './use-question-deeds';
import { useQuestionPlace } from './use-question-place';
import type { Questions } from './use-questions';
import { useStemFocus } from './use-stem-focus';
import { useTabActions } from './use-tab-actions';

type QuestionsTabProps = {
  readonly quiz: QuizDetail;
  readonly questions: Questions;
  readonly open: OpenPart;
  readonly onOpen: (part: OpenPart) => void;
};

/** The questions on the left, the chosen one's editor, and on the right how a learner sees it. */
export function QuestionsTab({ quiz, questions, open, onOpen }: QuestionsTabProps) {
  const t = useTexts(texts);
  const place = useQuestionPlace(questions.items);
  const deeds = useQuestionDeeds(quiz.id, place);
  const [isAdding, setAdding] = useState(false);
  const preview = useQuizStore((state) => state.preview);
  const listRef = useRef<HTMLDivElement>(null);
  const { editorRef, focusStem } = useStemFocus();
  const { current } = place;
  const editorKey = useStableKey(current?.id);
  useDiscarded();
  useTabActions(place, deeds, {
    add: () => setAdding(true),
    preview: () => onOpen('preview'),
    focusStem: () => focusStem(),
  });
  if (questions.failure && !questions.items) {
    const { failure, retry } = questions;
    return <ErrorPanel title={t('questions.loadFailed')} {...failure} onRetry={retry} />;
  }
  return (
    <div
      className={classNames(
        styles.columns,
        open === 'settings' && styles.withSettings,
        !current && styles.noQuestion,
      )}
      data-preview={preview}
    >
      <QuestionList place={place} listRef={listRef} onAdd={() => setAdding(true)} />
      <div ref={editorRef} className={styles.middle}>
        {current ? (
          <QuestionEditor
            key={editorKey}
            item={current}
            quizId={quiz.id}
            number={place.numberOf(current.id)}
            deeds={deeds}
            onLeave={() => listRef.current?.focus()}
          />
        ) : (
          questions.items && <NoQuestion quizId={quiz.id} onAdd={() => setAdding(true)} />
        )}
      </div>
      {open === 'settings' ? (
        <SettingsPanel quiz={quiz} onClose={() => onOpen('nothing')} />
      ) : (
        current && <LearnerColumn key={editorKey} item={current} />
      )}
      <AddQuestionDialog
        opened={isAdding}
        onClose={() => setAdding(false)}
        onChoose={(type) => {
          setAdding(false);
          deeds.add(type);
          focusStem(true);
        }}
      />
      {open === 'preview' && (
        <PreviewDialog
          quiz={quiz}
          items={questions.items ?? []}
          currentId={current?.id}
          onClose={() => onOpen('nothing')}
        />
      )}
    </div>
  );
}

/** A new question keeps its first name, so that being stored does not take the focus away. */
function useStableKey(id: string | undefined): string | undefined {
  const renamed = useQuizStore((state) => state.renamed);
  const first = Object.entries(renamed).find(([, stored]) => stored === id);
  return first?.[0] ?? id;
}

function NoQuestion({ quizId, onAdd }: { readonly quizId: string; readonly onAdd: () => void }) {
  const t = useTexts(texts);
  return (
    <EmptyState
      icon="quizzes"
      title={t('questions.empty')}
      text={t('questions.emptyText')}
      action={
        <>
          <Button look="primary" shortcut="n" onClick={onAdd}>
            {t('questions.add')}
          </Button>
          <ButtonLink to={`/imports/new?quiz=${encodeURIComponent(quizId)}`}>
            {t('import')}
          </ButtonLink>
        </>
      }
    />
  );
}
