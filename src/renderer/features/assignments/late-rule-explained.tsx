import type { LatePolicy } from '../../../shared/domain/late-policy';
import { useTexts } from '../../ui/i18n/texts';
import { formatNumber } from '../../ui/number-text/format-number';
import styles from './assignments.module.css';
import { pointsOf, splitInterval, workExample } from './late-rule-words';
import { texts } from './texts';

/** A late rule in a few sentences. */
export function useRuleWords(): (policy: LatePolicy, maxPoints: number) => readonly string[] {
  const t = useTexts(texts);
  return (policy, maxPoints) => {
    if (policy.rate === 0) return [t('late.noRate')];
    const { count, unit } = splitInterval(policy.intervalSeconds);
    const words = {
      points: t('late.points', { count: pointsOf(policy.rate, maxPoints) }),
      rate: formatNumber(policy.rate),
      max: formatNumber(maxPoints),
      unit: t(count === 1 ? `late.one.${unit}` : `late.many.${unit}`),
    };
    const floor = formatNumber(policy.floorPercent);
    const least = t('late.points', { count: pointsOf(policy.floorPercent, maxPoints) });
    return [
      count === 1
        ? t('late.each', words)
        : t('late.eachMany', { ...words, count: formatNumber(count) }),
      policy.floorPercent === 0 ? t('late.noFloor') : t('late.withFloor', { points: least, floor }),
    ];
  };
}

/** What the late rule means, and what it does to one piece of work. */
export function LateRuleExplained({
  policy,
  maxPoints,
  hasDueDate,
}: {
  readonly policy: LatePolicy;
  readonly maxPoints: number;
  readonly hasDueDate: boolean;
}) {
  const t = useTexts(texts);
  const words = useRuleWords()(policy, maxPoints);
  const example = workExample(policy, maxPoints);
  return (
    <div className={styles.explained}>
      <p>{[...words, hasDueDate ? '' : t('late.noDue')].filter(Boolean).join(' ')}</p>
      {policy.rate > 0 && (
        <dl className={styles.example} aria-label={t('late.example')}>
          <dt className={styles.exampleTitle}>{t('late.example')}</dt>
          {example.parts.map((part) => (
            <dd key={part.kind} className={styles.examplePart} data-kind={part.kind}>
              <span>{part.text}</span>
              {part.kind === 'late' && part.points !== 0 && <b>{formatNumber(part.points)}</b>}
              {part.kind === 'final' && <b>{formatNumber(part.points)}</b>}
            </dd>
          ))}
        </dl>
      )}
      <p className={styles.note}>{t('late.kept')}</p>
    </div>
  );
}
