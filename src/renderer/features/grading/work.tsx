import { useEffect, useRef, useState } from 'react';
import type { OutputOf } from '../../../shared/contract/define';
import type { grading } from '../../../shared/contract/grading';
import { DateText } from '../../ui/date-text/date-text';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { Select } from '../../ui/field/select';
import { useTexts } from '../../ui/i18n/texts';
import { Icon } from '../../ui/icons/icon';
import { Tag } from '../../ui/tag/tag';
import styles from './grading-room.module.css';
import { texts } from './texts';
import { WorkFiles } from './work-files';

export type Submission = OutputOf<typeof grading.submission>;

/** What the learner handed in. It is shown as plain text: nothing in it is ever interpreted. */
export function Work({ submission }: { readonly submission: Submission | undefined }) {
  const t = useTexts(texts);
  const sheet = useRef<HTMLElement>(null);
  const [chosen, setChosen] = useState('newest');
  const id = submission?.id;
  useEffect(() => {
    setChosen('newest');
    if (sheet.current) sheet.current.scrollTop = 0;
  }, [id]);
  if (!submission) {
    return (
      <section className={styles.work} aria-label={t('work.label')}>
        <EmptyState icon="grading" title={t('work.pick')} />
      </section>
    );
  }
  const version = submission.versions.find((one) => one.id === chosen);
  const text = version ? version.content : submission.content;
  return (
    <section className={styles.work} aria-label={t('work.label')}>
      <Parts submission={submission} chosen={chosen} onChoose={setChosen} />
      {submission.fileUrls.length > 0 && <WorkFiles submissionId={submission.id} />}
      {submission.resubmitted && <Notice text={t('work.resubmitted')} />}
      {!submission.accepted && <Notice text={t('work.notAccepted')} />}
      <article
        ref={sheet}
        className={styles.sheet}
        dir="auto"
        tabIndex={0}
        aria-label={t('work.text')}
      >
        {text ? paragraphs(text) : <p className={styles.absent}>{t('work.noText')}</p>}
      </article>
    </section>
  );
}

function Notice({ text }: { readonly text: string }) {
  return (
    <p className={styles.notice} role="status">
      <Icon name="warning" tone="wait" />
      {text}
    </p>
  );
}

function Parts({
  submission,
  chosen,
  onChoose,
}: {
  readonly submission: Submission;
  readonly chosen: string;
  readonly onChoose: (version: string) => void;
}) {
  const t = useTexts(texts);
  const words = submission.content?.split(/\s+/).filter(Boolean).length ?? 0;
  const older = submission.versions.filter((one) => one.submittedAt !== submission.submittedAt);
  return (
    <div className={styles.parts}>
      <Tag tone="accent">{t('work.words', { count: words })}</Tag>
      {older.length > 0 && (
        <Select
          label={t('work.showVersion')}
          hideLabel
          value={chosen}
          onChange={onChoose}
          options={[
            {
              value: 'newest',
              label: `${versionName(t, older.length + 1, older.length + 1)} · ${t('work.newest')}`,
            },
            ...older.map((one, at) => ({
              value: one.id,
              label: versionName(t, older.length - at, older.length + 1),
            })),
          ]}
        />
      )}
      <span className={styles.handedIn}>
        <DateText value={submission.submittedAt} kind="time" />
      </span>
    </div>
  );
}

function versionName(
  t: ReturnType<typeof useTexts<(typeof texts)['tree']>>,
  number: number,
  total: number,
): string {
  return t('work.version', { number, total });
}

/** Blank lines separate paragraphs; single line breaks are kept by the style sheet. */
function paragraphs(text: string) {
  return text.split(/\n\s*\n/).map((paragraph, at) => (
    // The text of a version never changes, so a place is a lasting key.
    <p key={at} dir="auto">
      {paragraph.trim()}
    </p>
  ));
}
