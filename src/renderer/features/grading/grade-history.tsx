import { DateText } from '../../ui/date-text/date-text';
import { useTexts } from '../../ui/i18n/texts';
import { formatNumber } from '../../ui/number-text/format-number';
import styles from './grading-room.module.css';
import { texts } from './texts';
import type { Submission } from './work';

/** Every change of the grade, newest first: who, when, from what to what. */
export function GradeHistory({ entries }: { readonly entries: Submission['history'] }) {
  const t = useTexts(texts);
  if (entries.length === 0) return null;
  const show = (score: number | null) => (score === null ? t('history.none') : formatNumber(score));
  return (
    <section className={styles.history} aria-label={t('history.label')}>
      <h3>{t('history.label')}</h3>
      <ol>
        {entries.toReversed().map((entry) => (
          <li key={`${entry.at} ${entry.from} ${entry.to} ${entry.reason}`}>
            <span>{t('history.entry', { from: show(entry.from), to: show(entry.to) })}</span>
            {entry.reason && <span>{entry.reason}</span>}
            <span className={styles.by} dir="auto">
              {entry.who}, <DateText value={entry.at} kind="time" />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
