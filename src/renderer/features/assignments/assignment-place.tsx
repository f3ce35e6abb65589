import { client, useCommand, useQuery } from '../../client';
import { Select } from '../../ui/field/select';
import { useTexts } from '../../ui/i18n/texts';
import type { AssignmentDetail } from './assignment-detail';
import { texts } from './texts';

/** The value of "None" in a list; ids are never empty. */
const none = '';

/** Which course, and which chapter of it, an assignment belongs to. */
export function AssignmentPlace({ assignment }: { readonly assignment: AssignmentDetail }) {
  const t = useTexts(texts);
  const { id, courseId, chapterId } = assignment;
  const save = useCommand(client.assignments.update, { failureTitle: t('field.failed') });
  const courses = useQuery(client.courses.list, {}).data?.courses ?? [];
  const course = useQuery(client.courses.get, courseId === null ? null : { id: courseId });
  const chapters = courseId === null ? [] : (course.data?.chapterList ?? []);
  const nothing = { value: none, label: t('field.none') };
  const toId = (value: string) => (value === none ? null : value);
  return (
    <>
      <Select
        label={t('field.course')}
        searchable={courses.length > 8}
        nothingFound={t('create.nothingFound')}
        value={courseId ?? none}
        options={[nothing, ...courses.map((one) => ({ value: one.id, label: one.title }))]}
        onChange={(value) => {
          const next = toId(value);
          // A chapter belongs to its course, so it goes with it.
          if (next !== courseId) void save.run({ id, patch: { courseId: next, chapterId: null } });
        }}
      />
      <Select
        label={t('field.chapter')}
        disabled={courseId === null}
        value={chapterId ?? none}
        options={[nothing, ...chapters.map((one) => ({ value: one.id, label: one.title }))]}
        onChange={(value) => {
          const next = toId(value);
          if (next !== chapterId) void save.run({ id, patch: { chapterId: next } });
        }}
      />
    </>
  );
}
