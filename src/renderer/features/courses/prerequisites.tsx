import { useEffect, useRef, useState } from 'react';
import { client, useQuery } from '../../client';
import { announce } from '../../ui/announcer/announcer';
import { IconButton } from '../../ui/button/icon-button';
import { Select } from '../../ui/field/select';
import { useTexts } from '../../ui/i18n/texts';
import { addresses } from '../../ui/navigation/addresses';
import { Link } from '../../ui/navigation/link';
import { Section } from '../../ui/page/page';
import type { CourseDetail } from './course-detail';
import styles from './courses.module.css';
import { texts } from './texts';
import { useUpdateCourse } from './use-update-course';

/** The courses a learner must complete first. What the engine refuses is said at the field. */
export function Prerequisites({ course }: { readonly course: CourseDetail }) {
  const t = useTexts(texts);
  const [problem, setProblem] = useState<string>();
  // The course that was chosen, until it is stored; one that was refused stays beside the reason.
  const [picked, setPicked] = useState<string | null>(null);
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) field.current?.scrollIntoView({ block: 'nearest' });
  }, [problem]);
  const update = useUpdateCourse(course.id);
  const all = useQuery(client.courses.list, {}).data?.courses ?? [];
  const { prerequisites } = course;
  const ids = prerequisites.map(({ id }) => id);
  const options = all.filter(({ id }) => id !== course.id && !ids.includes(id));
  const store = async (next: readonly string[], said: string) => {
    setProblem(undefined);
    const result = await update({ prerequisites: [...next] }, t('prerequisites.title'));
    if (!result.ok && result.error.code === 'bad_input') return setProblem(result.error.message);
    setPicked(null);
    if (result.ok) announce(said);
  };
  return (
    <Section title={t('prerequisites.title')}>
      {prerequisites.length === 0 && <p className={styles.none}>{t('prerequisites.none')}</p>}
      {prerequisites.length > 0 && (
        <ul className={styles.prerequisites}>
          {prerequisites.map(({ id, title }) => {
            const name = title ?? t('prerequisites.gone', { id });
            return (
              <li key={id}>
                <span className={styles.name} dir="auto">
                  {title === null ? name : <Link to={addresses.course(id)}>{title}</Link>}
                </span>
                <IconButton
                  icon="close"
                  size="small"
                  label={t('prerequisites.remove', { title: name })}
                  onClick={(event) => {
                    const next = neighbourButton(event.currentTarget);
                    const rest = ids.filter((one) => one !== id);
                    void store(rest, t('prerequisites.removed', { title: name })).then(() =>
                      (next ?? field.current?.querySelector('input'))?.focus(),
                    );
                  }}
                />
              </li>
            );
          })}
        </ul>
      )}
      <div ref={field}>
        <Select
          label={t('prerequisites.add')}
          hideLabel
          placeholder={t('prerequisites.add')}
          searchable
          nothingFound={t('prerequisites.nothingFound')}
          value={picked}
          error={problem}
          disabled={options.length === 0}
          options={options.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={(id) => {
            setPicked(id);
            const title = options.find((one) => one.id === id)?.title ?? id;
            void store([...ids, id], t('prerequisites.added', { title }));
          }}
        />
      </div>
    </Section>
  );
}

/** The button of the line below, or above, a line that is about to go with its own. */
function neighbourButton(button: HTMLElement): HTMLElement | null {
  const line = button.closest('li');
  const next = line?.nextElementSibling ?? line?.previousElementSibling;
  return next?.querySelector('button') ?? null;
}
