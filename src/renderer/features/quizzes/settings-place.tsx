import { client, useCommand, useQuery } from '../../client';
import { Select } from '../../ui/field/select';
import { useTexts } from '../../ui/i18n/texts';
import type { QuizDetail } from './quiz-detail';
import { texts } from './texts';

/** The value of "None" in a list; ids are never empty. */
const none = '';

/** Which course, and which chapter of it, a quiz belongs to. */
export function SettingsPlace({ quiz }: { readonly quiz: QuizDetail }) {
  const t = useTexts(texts);
  const { id, courseId, chapterId } = quiz;
  const save = useCommand(client.quizzes.update, { failureTitle: t('settings.failed') });
  const courses = useQuery(client.courses.list, {});
  const course = useQuery(client.courses.get, courseId === null ? null : { id: courseId });
  const nothing = { value: none, label: t('settings.none') };
  const courseOptions = courses.data?.courses ?? [];
  const chapterOptions = courseId === null ? [] : (course.data?.chapterList ?? []);
  return (
    <>
      <Select
        label={t('settings.course')}
        searchable={courseOptions.length > 8}
        nothingFound={t('create.nothingFound')}
        value={courseId ?? none}
        options={[nothing, ...courseOptions.map((one) => ({ value: one.id, label: one.title }))]}
        onChange={(value) => {
          const next = value === none ? null : value;
          // A chapter belongs to its course, so it goes with it.
          if (next !== courseId) void save.run({ id, patch: { courseId: next, chapterId: null } });
        }}
      />
      <Select
        label={t('settings.chapter')}
        disabled={courseId === null}
        value={chapterId ?? none}
        options={[nothing, ...chapterOptions.map((one) => ({ value: one.id, label: one.title }))]}
        onChange={(value) => {
          const next = value === none ? null : value;
          if (next !== chapterId) void save.run({ id, patch: { chapterId: next } });
        }}
      />
    </>
  );
}
