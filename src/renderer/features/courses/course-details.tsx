import { useRef } from 'react';
import { ok } from '../../../shared/kernel/result';
import { client, useQuery } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { Switch } from '../../ui/field/checkbox';
import { NumberField } from '../../ui/field/number-field';
import { SegmentedControl } from '../../ui/field/segmented-control';
import { Select } from '../../ui/field/select';
import { Textarea, TextField } from '../../ui/field/text-field';
import { useStoredField } from '../../ui/field/use-stored-field';
import { useTexts } from '../../ui/i18n/texts';
import { Inspector } from '../../ui/inspector/inspector';
import type { CourseDetail } from './course-detail';
import styles from './courses.module.css';
import { descriptionMemory } from './description-memory';
import { difficulties } from './difficulty-text';
import { Prerequisites } from './prerequisites';
import { readHours, readTitle, readXP } from './read-field';
import { texts } from './texts';
import { useUpdateCourse } from './use-update-course';
import type { UpdateCourse } from './use-update-course';

type DetailsProps = { readonly course: CourseDetail };
type PartProps = DetailsProps & { readonly update: UpdateCourse };

/** The value of "None" in a list; ids are never empty. */
const none = '';

/** The fields of a course; each is stored when it is left, as one action. */
export function CourseDetails({ course }: DetailsProps) {
  const t = useTexts(texts);
  const update = useUpdateCourse(course.id);
  return (
    <Inspector id="course" title={t('details.heading')}>
      <Words course={course} update={update} />
      <Choices course={course} update={update} />
      <Figures course={course} update={update} />
      <Prerequisites course={course} />
    </Inspector>
  );
}

function Words({ course, update }: PartProps) {
  const t = useTexts(texts);
  const input = useRef<HTMLInputElement>(null);
  const title = useStoredField({
    stored: course.title,
    read: readTitle,
    store: (value) => update({ title: value }, t('details.title')),
  });
  const storedDescription = course.description ?? '';
  const description = useStoredField({
    stored: storedDescription,
    read: ok,
    store: (value) =>
      update({ description: value.trim() === '' ? null : value }, t('details.description')),
    memory: descriptionMemory(course.id, storedDescription),
  });
  useActions([
    {
      id: 'courses.rename',
      name: t('actions.rename'),
      group: t('group'),
      shortcut: 'F2',
      whileTyping: true,
      run: () => input.current?.select(),
    },
  ]);
  return (
    <>
      <TextField ref={input} label={t('details.title')} {...title.props} />
      <Textarea
        label={t('details.description')}
        hint={t(description.isTyped ? 'details.descriptionDraft' : 'details.descriptionHint')}
        {...description.props}
      />
    </>
  );
}

function Choices({ course, update }: PartProps) {
  const t = useTexts(texts);
  const categories = useQuery(client.courses.categories, {}).data?.categories ?? [];
  const known = difficulties.find((difficulty) => difficulty === course.difficulty);
  return (
    <>
      <Select
        label={t('details.category')}
        searchable={categories.length > 8}
        value={course.categoryId ?? none}
        options={[
          { value: none, label: t('details.none') },
          ...categories.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(value) => {
          const categoryId = value === none ? null : value;
          if (categoryId !== course.categoryId) void update({ categoryId }, t('details.category'));
        }}
      />
      <SegmentedControl
        label={t('details.difficulty')}
        // A word of another database is none of the three, so none is chosen.
        value={known ?? none}
        options={difficulties.map((value) => ({ value, label: t(`difficulty.${value}`) }))}
        onChange={(value) => {
          const difficulty = difficulties.find((one) => one === value);
          if (difficulty) void update({ difficulty }, t('details.difficulty'));
        }}
      />
    </>
  );
}

function Figures({ course, update }: PartProps) {
  const t = useTexts(texts);
  const hours = useStoredField({
    stored: course.estimatedHours,
    read: readHours,
    store: (estimatedHours) => update({ estimatedHours }, t('details.hours')),
  });
  const xp = useStoredField<number | null>({
    stored: course.xpReward,
    read: readXP,
    store: (value) => update({ xpReward: value ?? 0 }, t('details.xpReward')),
  });
  return (
    <>
      <div className={styles.figures}>
        <NumberField
          label={t('details.hours')}
          unit={t('details.hoursUnit')}
          min={0}
          {...hours.props}
        />
        <NumberField
          label={t('details.xpReward')}
          unit={t('details.xp')}
          min={0}
          step={10}
          {...xp.props}
        />
      </div>
      <Switch
        label={t('details.free')}
        checked={course.isFree}
        onChange={(isFree) => void update({ isFree }, t('details.free'))}
      />
    </>
  );
}
