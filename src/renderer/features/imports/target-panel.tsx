import { client, useQuery } from '../../client';
import { SegmentedControl } from '../../ui/field/segmented-control';
import { Select } from '../../ui/field/select';
import { TextField } from '../../ui/field/text-field';
import { useTexts } from '../../ui/i18n/texts';
import styles from './imports.module.css';
import { useImportStore } from './store';
import type { Target } from './store';
import { texts } from './texts';
import type { Bringing } from './use-import';

const noCourse = '';

/** Where the questions go: a quiz that is there, or a new one. */
export function TargetPanel({ bringing }: { readonly bringing: Bringing }) {
  const t = useTexts(texts);
  const { target } = bringing;
  const setTarget = useImportStore((state) => state.setTarget);
  return (
    <div className={styles.group}>
      <h3>{t('target.heading')}</h3>
      <SegmentedControl<Target['kind']>
        label={t('target.kind')}
        hideLabel
        value={target.kind}
        onChange={(kind) =>
          setTarget(
            kind === 'quiz' ? { kind, quizId: null } : { kind, title: null, courseId: null },
          )
        }
        options={[
          { value: 'quiz', label: t('target.existing') },
          { value: 'new', label: t('target.fresh') },
        ]}
      />
      {target.kind === 'quiz' ? (
        <QuizSelect quizId={target.quizId} />
      ) : (
        <NewQuiz target={target} title={bringing.newTitle} />
      )}
    </div>
  );
}

function QuizSelect({ quizId }: { readonly quizId: string | null }) {
  const t = useTexts(texts);
  const setTarget = useImportStore((state) => state.setTarget);
  const quizzes = useQuery(client.quizzes.list, {}).data?.quizzes ?? [];
  return (
    <Select
      label={t('target.quiz')}
      searchable
      nothingFound={t('target.nothingFound')}
      placeholder={t('target.choose')}
      value={quizId}
      options={quizzes.map(({ id, title }) => ({ value: id, label: title }))}
      onChange={(next) => setTarget({ kind: 'quiz', quizId: next })}
    />
  );
}

function NewQuiz({
  target,
  title,
}: {
  readonly target: Extract<Target, { kind: 'new' }>;
  readonly title: string;
}) {
  const t = useTexts(texts);
  const setTarget = useImportStore((state) => state.setTarget);
  const courses = useQuery(client.courses.list, {}).data?.courses ?? [];
  return (
    <>
      <TextField
        label={t('target.title')}
        value={title}
        onChange={(next) => setTarget({ ...target, title: next })}
      />
      <Select
        label={t('target.course')}
        searchable={courses.length > 8}
        nothingFound={t('target.noCourseFound')}
        value={target.courseId ?? noCourse}
        options={[
          { value: noCourse, label: t('target.noCourse') },
          ...courses.map((one) => ({ value: one.id, label: one.title })),
        ]}
        onChange={(next) => setTarget({ ...target, courseId: next === noCourse ? null : next })}
      />
    </>
  );
}
