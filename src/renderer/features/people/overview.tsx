import { DateText } from '../../ui/date-text/date-text';
import { useTexts } from '../../ui/i18n/texts';
import { Icon } from '../../ui/icons/icon';
import { addresses } from '../../ui/navigation/addresses';
import { Link } from '../../ui/navigation/link';
import { formatNumber, formatPercent } from '../../ui/number-text/format-number';
import { Section } from '../../ui/page/page';
import { Progress } from '../../ui/progress/progress';
import { Tag } from '../../ui/tag/tag';
import styles from './people.module.css';
import type { PersonDetail } from './person-detail';
import { texts } from './texts';

type OverviewProps = { readonly person: PersonDetail };

/** How far a learner has come, and what that has earned. */
export function Overview({ person }: OverviewProps) {
  return (
    <div className={styles.overview}>
      <CourseProgress person={person} />
      <div className={styles.earned}>
        <Achievements person={person} />
        <Certificates person={person} />
      </div>
    </div>
  );
}

function CourseProgress({ person }: OverviewProps) {
  const t = useTexts(texts);
  const { progress, courses, completedCourses } = person;
  const aside = t('overview.progressAside', { completed: completedCourses, total: courses });
  return (
    <Section title={t('overview.progress')} aside={courses > 0 && aside}>
      {progress.length === 0 ? (
        <p className={styles.none}>{t('overview.noProgress')}</p>
      ) : (
        <ul className={styles.lines}>
          {progress.map((course) => (
            <ProgressLine key={course.courseId} course={course} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function ProgressLine({ course }: { readonly course: PersonDetail['progress'][number] }) {
  const t = useTexts(texts);
  const { courseId, title, completed, chapters } = course;
  const isDone = chapters > 0 && completed === chapters;
  return (
    <li className={styles.progress}>
      <span className={styles.name} dir="auto">
        <Link to={addresses.course(courseId)}>{title}</Link>
      </span>
      <span className={styles.chapters}>
        {t('overview.progressOf', { completed, total: chapters })}
      </span>
      {/* Without a published chapter there is nothing to be done, not an unknown amount of it. */}
      <Progress
        label={t('overview.progressLabel', { title })}
        done={completed}
        total={Math.max(chapters, 1)}
        width={140}
      />
      <span className={styles.share}>
        {isDone ? (
          <Tag tone="good" icon="check">
            {t('overview.done')}
          </Tag>
        ) : (
          formatPercent(chapters > 0 ? completed / chapters : 0)
        )}
      </span>
    </li>
  );
}

function Achievements({ person }: OverviewProps) {
  const t = useTexts(texts);
  const { achievements } = person;
  return (
    <Section title={t('overview.achievements')} aside={countOf(achievements)}>
      {achievements.length === 0 ? (
        <p className={styles.none}>{t('overview.noAchievements')}</p>
      ) : (
        <ul className={styles.lines}>
          {achievements.map(({ name, unlockedAt }) => (
            <li key={`${name} ${unlockedAt}`} className={styles.line}>
              <Icon name="gamification" tone="muted" />
              <span className={styles.name} dir="auto">
                {name}
              </span>
              <DateText value={unlockedAt} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Certificates({ person }: OverviewProps) {
  const t = useTexts(texts);
  const { certificates } = person;
  return (
    <Section title={t('overview.certificates')} aside={countOf(certificates)}>
      {certificates.length === 0 ? (
        <p className={styles.none}>
          {t('overview.noCertificates')}{' '}
          <Link to={addresses.certificates}>{t('overview.toCertificates')}</Link>
        </p>
      ) : (
        <ul className={styles.lines}>
          {certificates.map(({ code, courseTitle, issuedAt }) => (
            <li key={code} className={styles.line}>
              <Icon name="certificates" tone="muted" />
              <span className={styles.certificate}>
                <span className={styles.name} dir="auto">
                  {courseTitle}
                </span>
                <code>{code}</code>
              </span>
              <DateText value={issuedAt} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function countOf(rows: readonly unknown[]): string | undefined {
  return rows.length > 0 ? formatNumber(rows.length) : undefined;
}
