import type { ReactNode } from 'react';
import { useTexts } from '../../ui/i18n/texts';
import { LinkList } from '../../ui/link-list/link-list';
import { addresses } from '../../ui/navigation/addresses';
import { Link } from '../../ui/navigation/link';
import { formatNumber } from '../../ui/number-text/format-number';
import { Section } from '../../ui/page/page';
import type { CourseDetail } from './course-detail';
import styles from './courses.module.css';
import { texts } from './texts';

/** The quizzes and assignments of a course, as ways to them. */
export function CourseWork({ course }: { readonly course: CourseDetail }) {
  const t = useTexts(texts);
  return (
    <div className={styles.work}>
      <WorkList
        title={t('work.quizzes')}
        none={t('work.noQuizzes')}
        rows={course.quizzes}
        to={addresses.quiz}
        all={<Link to={addresses.quizzes}>{t('work.toQuizzes')}</Link>}
      />
      <WorkList
        title={t('work.assignments')}
        none={t('work.noAssignments')}
        rows={course.assignments}
        to={addresses.assignment}
        all={<Link to={addresses.assignments}>{t('work.toAssignments')}</Link>}
      />
    </div>
  );
}

type WorkListProps = {
  readonly title: string;
  readonly none: string;
  readonly rows: readonly { readonly id: string; readonly title: string }[];
  readonly to: (id: string) => string;
  readonly all: ReactNode;
};

function WorkList({ title, none, rows, to, all }: WorkListProps) {
  return (
    <Section title={title} aside={rows.length > 0 && formatNumber(rows.length)}>
      {rows.length === 0 ? (
        <p className={styles.none}>
          {none} {all}
        </p>
      ) : (
        <LinkList
          label={title}
          items={rows.map((row) => ({ id: row.id, title: row.title, to: to(row.id) }))}
        />
      )}
    </Section>
  );
}
