import { useMemo } from 'react';
import type { ConflictField } from '../../../../shared/contract/sync';
import { DateText } from '../../../ui/date-text/date-text';
import { useTexts } from '../../../ui/i18n/texts';
import { formatNumber } from '../../../ui/number-text/format-number';
import { texts } from './texts';
import { diffWords } from './diff-words';
import type { FieldKind } from './field-kind';
import styles from './names.module.css';

type Value = ConflictField['base'];

type ValueTextProps = {
  readonly kind: FieldKind;
  readonly value: Value;
  /** What both started from: words that it lacks are marked. */
  readonly base?: Value;
};

/** A value as a person reads it; text stays text, whatever it looks like. */
export function ValueText({ kind, value, base }: ValueTextProps) {
  const t = useTexts(texts);
  if (value === null) return <span className={styles.absent}>{t('value.none')}</span>;
  if (value === '') return <span className={styles.absent}>{t('value.empty')}</span>;
  switch (kind) {
    case 'yesNo':
      return <>{t(Number(value) === 0 ? 'value.no' : 'value.yes')}</>;
    case 'date':
      return <DateText value={String(value)} kind="time" />;
    case 'number':
      return <>{typeof value === 'number' ? formatNumber(value) : value}</>;
    case 'code':
      return <code className={styles.code}>{indented(String(value))}</code>;
    case 'text':
      return <Prose text={String(value)} base={typeof base === 'string' ? base : null} />;
  }
}

function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    // Not JSON after all: shown as it is.
    return json;
  }
}

function Prose({ text, base }: { readonly text: string; readonly base: string | null }) {
  const pieces = useMemo(
    () => (base === null ? [{ text, isNew: false }] : diffWords(base, text)),
    [base, text],
  );
  return (
    <span className={styles.prose} dir="auto">
      {pieces.map((piece, at) =>
        // The pieces of a text never change their order.
        piece.isNew ? <mark key={at}>{piece.text}</mark> : piece.text,
      )}
    </span>
  );
}
