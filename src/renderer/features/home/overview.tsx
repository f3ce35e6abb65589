import type { AnswerOf, Client } from '../../client';
import { DateText } from '../../ui/date-text/date-text';
import { formatDate } from '../../ui/date-text/format-date';
import { useTexts } from '../../ui/i18n/texts';
import { LinkList } from '../../ui/link-list/link-list';
import { addresses } from '../../ui/navigation/addresses';
import { formatNumber } from '../../ui/number-text/format-number';
import { Section } from '../../ui/page/page';
import { Tag } from '../../ui/tag/tag';
import styles from './home-page.module.css';
import { texts } from './texts';

type Summary = AnswerOf<Client['home']['summary']>;

/** The lists of what is waiting; those about problems appear only when there are any. */
export function Overview({ summary }: { readonly summary: Summary }) {
  return (
    <>
      <ToGrade rows={summary.toGrade} />
      {summary.needsAttention.length > 0 && <NeedsAttention rows={summary.needsAttention} />}
      <DueSoon rows={summary.dueSoon} />
      {summary.eligible.length > 0 && <Eligible rows={summary.eligible} />}
    </>
  );
}

function ToGrade({ rows }: { readonly rows: Summary['toGrade'] }) {
  const t = useTexts(texts);
  const total = rows.reduce((sum, row) => sum + row.ungraded, 0);
  if (rows.length === 0) {
    return (
      <Section title={t('toGrade.title')}>
        <p className={styles.none}>{t('toGrade.none')}</p>
      </Section>
    );
  }
  return (
    <Section title={t('toGrade.title')} aside={t('toGrade.total', { total: formatNumber(total) })}>
      <LinkList
        label={t('toGrade.title')}
        items={rows.map((row) => ({
          id: row.assignmentId,
          to: addresses.gradingRoom(row.assignmentId),
          title: row.title,
          sub: row.courseTitle,
          end: (
            <>
              {row.oldest && (
                <span>{t('toGrade.waiting', { time: formatDate(row.oldest, 'relative') })}</span>
              )}
              <Tag tone="accent">{t('toGrade.ungraded', { count: row.ungraded })}</Tag>
            </>
          ),
        }))}
      />
    </Section>
  );
}

function DueSoon({ rows }: { readonly rows: Summary['dueSoon'] }) {
  const t = useTexts(texts);
  return (
    <Section title={t('due.title')}>
      {rows.length === 0 ? (
        <p className={styles.none}>{t('due.none')}</p>
      ) : (
        <LinkList
          label={t('due.title')}
          items={rows.map((row) => ({
            id: row.assignmentId,
            to: addresses.assignment(row.assignmentId),
            title: row.title,
            sub: row.courseTitle,
            end: (
              <>
                <DateText value={row.dueDate} kind="relative" />
                <DateText value={row.dueDate} kind="time" />
              </>
            ),
          }))}
        />
      )}
    </Section>
  );
}

function NeedsAttention({ rows }: { readonly rows: Summary['needsAttention'] }) {
  const t = useTexts(texts);
  return (
    <Section title={t('attention.title')}>
      <LinkList
        label={t('attention.title')}
        items={rows.map((row) => ({
          id: row.quizId,
          to: addresses.quiz(row.quizId),
          title: row.title,
          end: (
            <Tag tone="wait" icon="warning">
              {t('attention.questions', { count: row.questions })}
            </Tag>
          ),
        }))}
      />
    </Section>
  );
}

function Eligible({ rows }: { readonly rows: Summary['eligible'] }) {
  const t = useTexts(texts);
  return (
    <Section title={t('eligible.title')}>
      <LinkList
        label={t('eligible.title')}
        items={rows.map((row) => ({
          id: row.courseId,
          to: addresses.certificatesOf(row.courseId),
          title: row.title,
          end: t('eligible.learners', { count: row.learners }),
        }))}
      />
    </Section>
  );
}
