import { useState } from 'react';
import { titleSchema } from '../../../shared/domain/courses';
import { client, useCommand, useQuery } from '../../client';
import { Button } from '../../ui/button/button';
import { Dialog } from '../../ui/dialog/dialog';
import { Select } from '../../ui/field/select';
import { TextField } from '../../ui/field/text-field';
import { useTexts } from '../../ui/i18n/texts';
import { navigate } from '../../ui/navigation/location';
import { quizPath } from './quiz-columns';
import { texts } from './texts';

const noCourse = '';

/** Title and course of a new quiz; then its editor opens. */
export function NewQuizDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(texts);
  const [title, setTitle] = useState('');
  const [courseId, setCourseId] = useState(noCourse);
  const [tried, setTried] = useState(false);
  const courses = useQuery(client.courses.list, {}).data?.courses ?? [];
  const create = useCommand(client.quizzes.create, {
    success: t('create.done', { title: title.trim() }),
    undoable: true,
    failureTitle: t('create.failed'),
    onDone: (quiz) => navigate(quizPath(quiz)),
  });
  const checked = titleSchema.safeParse(title);
  const problem = checked.success ? undefined : checked.error.issues[0]?.message;
  const submit = () => {
    setTried(true);
    if (!checked.success || create.isPending) return;
    void create.run({ title, courseId: courseId === noCourse ? null : courseId });
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('create.title')}
      footer={
        <Button look="primary" pending={create.isPending} onClick={submit}>
          {t('create.confirm')}
        </Button>
      }
    >
      <TextField
        label={t('create.name')}
        data-autofocus
        value={title}
        error={
          tried && problem ? (title.trim() === '' ? t('create.needTitle') : problem) : undefined
        }
        onChange={setTitle}
        onKeyDown={(event) => event.key === 'Enter' && submit()}
      />
      <Select
        label={t('create.course')}
        searchable={courses.length > 8}
        nothingFound={t('create.nothingFound')}
        value={courseId}
        options={[
          { value: noCourse, label: t('create.noCourse') },
          ...courses.map((one) => ({ value: one.id, label: one.title })),
        ]}
        onChange={setCourseId}
      />
    </Dialog>
  );
}
