import { textsOf } from '../../ui/i18n/texts';
import { texts } from './texts';

/** A length of time in its largest fitting unit; `seconds` is an estimate and is rounded up. */
export function spanText(seconds: number): string {
  const t = textsOf(texts);
  if (seconds < 90) return t('span.seconds', { count: Math.max(1, Math.ceil(seconds)) });
  if (seconds < 5400) return t('span.minutes', { count: Math.ceil(seconds / 60) });
  return t('span.hours', { count: Math.ceil(seconds / 3600) });
}
