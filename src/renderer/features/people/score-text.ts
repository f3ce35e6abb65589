import { useCallback } from 'react';
import { useTexts } from '../../ui/i18n/texts';
import { formatNumber, formatPercent } from '../../ui/number-text/format-number';
import { texts } from './texts';

/** A score as a share of one; null while there is no score or nothing could be scored. */
export function shareOf(score: number | null, max: number): number | null {
  return score === null || max <= 0 ? null : score / max;
}

/** A score as a percentage, or a dash. */
export function shareText(score: number | null, max: number): string {
  const share = shareOf(score, max);
  return share === null ? '–' : formatPercent(share);
}

/** Writes a score with what could be had: `7.5 of 10`, or a dash while there is none. */
export function useScoreText(): (score: number | null, max: number) => string {
  const t = useTexts(texts);
  return useCallback(
    (score, max) =>
      score === null
        ? t('none')
        : t('submissions.scoreOf', { score: formatNumber(score), max: formatNumber(max) }),
    [t],
  );
}
