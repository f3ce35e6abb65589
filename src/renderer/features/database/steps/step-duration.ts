import { useTexts } from '../../../ui/i18n/texts';
import { formatNumber } from '../../../ui/number-text/format-number';
import { texts } from '../texts';

/** Writes a span given in milliseconds: `38 ms`, `1.4 s`, `3 min`. */
export function useDuration(): (ms: number) => string {
  const t = useTexts(texts);
  return (ms) => {
    if (ms < 1000) return t('ms', { ms: formatNumber(Math.round(ms)) });
    if (ms < 120_000) return t('seconds', { seconds: formatNumber(Math.round(ms / 100) / 10) });
    return t('minutes', { minutes: formatNumber(Math.round(ms / 60_000)) });
  };
}
