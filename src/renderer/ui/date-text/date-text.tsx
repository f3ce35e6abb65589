import { useTexts } from '../i18n/texts';
import { texts } from '../texts';
import { exactInstant, formatDate } from './format-date';
import type { DateStyle } from './format-date';

type DateTextProps = {
  /** ISO instant in UTC; null shows `absent`. */
  readonly value: string | null | undefined;
  readonly kind?: DateStyle;
  /** What to write when there is no date; "never" when left out. */
  readonly absent?: string;
};

/** A date as this person writes it, in their zone, with the exact instant in the tooltip. */
export function DateText({ value, kind = 'day', absent }: DateTextProps) {
  const t = useTexts(texts);
  if (!value) return <>{absent ?? t('never')}</>;
  return (
    <time dateTime={value} title={exactInstant(value)}>
      {formatDate(value, kind)}
    </time>
  );
}
