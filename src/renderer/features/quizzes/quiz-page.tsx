import { client, useQuery } from '../../client';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { useTexts } from '../../ui/i18n/texts';
import { useSearchParam } from '../../ui/navigation/location';
import { SkeletonLines } from '../../ui/skeleton/skeleton';
import { Tabs } from '../../ui/tabs/tabs';
import { AttemptsTab } from './attempts-tab';
import { EditorAside } from './editor-aside';
import { QuestionsTab } from './editor/questions-tab';
import { useQuestions } from './editor/use-questions';
import { useOpenPart } from './use-open-part';
import { QuizHeader } from './quiz-header';
import styles from './quizzes.module.css';
import { texts } from './texts';

/** One quiz: its questions with their editor, and the attempts at it. */
export function QuizPage({ params }: { readonly params: { readonly quizId: string } }) {
  const t = useTexts(texts);
  const { quizId } = params;
  const quiz = useQuery(client.quizzes.get, { id: quizId });
  const questions = useQuestions(quizId);
  const [tab, setTab] = useSearchParam('tab', 'questions');
  const { open, setOpen } = useOpenPart();
  if (quiz.failure && !quiz.data) return <ErrorPanel {...quiz.failure} onRetry={quiz.retry} />;
  const { data } = quiz;
  if (!data) {
    return (
      <div className={styles.loading}>
        <SkeletonLines lines={6} />
      </div>
    );
  }
  return (
    <>
      <QuizHeader quiz={data} open={open} onOpen={setOpen} />
      <Tabs
        label={t('tabs.label')}
        aside={
          tab !== 'attempts' && <EditorAside quizId={quizId} onPreview={() => setOpen('preview')} />
        }
        value={tab === 'attempts' ? 'attempts' : 'questions'}
        onChange={setTab}
        tabs={[
          { value: 'questions', label: t('tabs.questions'), count: data.questions },
          { value: 'attempts', label: t('tabs.attempts'), count: data.attempts },
        ]}
      >
        {tab === 'attempts' ? (
          <AttemptsTab quizId={quizId} />
        ) : (
          <QuestionsTab quiz={data} questions={questions} open={open} onOpen={setOpen} />
        )}
      </Tabs>
    </>
  );
}
