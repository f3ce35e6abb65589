import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { useTexts } from '../../ui/i18n/texts';
import { Icon } from '../../ui/icons/icon';
import type { IconName } from '../../ui/icons/icons';
import { formatNumber } from '../../ui/number-text/format-number';
import { SkeletonLines } from '../../ui/skeleton/skeleton';
import styles from './people.module.css';
import { texts } from './texts';
import type { RosterCounts, RosterPreview } from './use-roster';

/** More lines than anybody reads here; the rest is counted. */
const mostProblems = 200;

/** What a roster would change, before it is imported. */
export function RosterPreviewPart({ preview }: { readonly preview: RosterPreview }) {
  const t = useTexts(texts);
  if (preview.state === 'none') return null;
  if (preview.state === 'reading') {
    return (
      <div role="status" aria-label={t('roster.checking')}>
        <SkeletonLines lines={3} />
      </div>
    );
  }
  if (preview.state === 'unreadable') {
    return (
      <div className={styles.unreadable}>
        <ErrorPanel title={t('roster.unreadable')} {...preview.failure} />
      </div>
    );
  }
  return (
    <>
      <Counts counts={preview.counts} />
      <Problems problems={preview.counts.problems} />
    </>
  );
}

function Counts({ counts }: { readonly counts: RosterCounts }) {
  const t = useTexts(texts);
  const { added, changed, unchanged, problems } = counts;
  const lines: readonly {
    text: string;
    figure: number;
    icon: IconName;
    tone: 'good' | 'wait' | 'muted';
  }[] = [
    { text: t('roster.added'), figure: added, icon: 'plus', tone: added ? 'good' : 'muted' },
    { text: t('roster.changed'), figure: changed, icon: 'edit', tone: changed ? 'good' : 'muted' },
    { text: t('roster.unchanged'), figure: unchanged, icon: 'check', tone: 'muted' },
    {
      text: t('roster.left'),
      figure: problems.length,
      icon: 'warning',
      tone: problems.length ? 'wait' : 'muted',
    },
  ];
  const isNothing = added + changed === 0;
  return (
    <div role="status">
      <ul className={styles.counts}>
        {lines.map(({ text, figure, icon, tone }) => (
          <li key={text}>
            <Icon name={icon} tone={tone} />
            <span>{text}</span>
            <b>{formatNumber(figure)}</b>
          </li>
        ))}
      </ul>
      {isNothing && (
        <p className={styles.nothing}>{t(unchanged > 0 ? 'roster.nothing' : 'roster.nobody')}</p>
      )}
    </div>
  );
}

function Problems({ problems }: { readonly problems: RosterCounts['problems'] }) {
  const t = useTexts(texts);
  if (problems.length === 0) return null;
  const rest = problems.length - mostProblems;
  return (
    <section className={styles.problems} aria-label={t('roster.problems')} tabIndex={0}>
      <ul>
        {problems.slice(0, mostProblems).map(({ line, message }) => (
          <li key={`${line} ${message}`}>
            <span>{t('roster.line', { line })}</span>
            <span dir="auto">{message}</span>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className={styles.none}>{t('roster.more', { count: rest })}</p>}
    </section>
  );
}
