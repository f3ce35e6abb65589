import type { ImportFileSummary } from '../../../shared/contract/imports';
import { IconButton } from '../../ui/button/icon-button';
import { Select } from '../../ui/field/select';
import { useTexts } from '../../ui/i18n/texts';
import type { Translate } from '../../ui/i18n/texts';
import { Icon } from '../../ui/icons/icon';
import { ColumnMapping } from './column-mapping';
import styles from './imports.module.css';
import { useImportStore } from './store';
import type { ChosenSource } from './store';
import { texts } from './texts';

const formats = ['gift', 'aiken', 'csv', 'json'] as const;
const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'macintosh'] as const;

type FileCardProps = {
  readonly source: ChosenSource;
  /** Undefined until the file has been read. */
  readonly summary: ImportFileSummary | undefined;
  readonly isReading: boolean;
};

/** One file: what it was taken for and why, changeable, and what was found in it. */
export function FileCard({ source, summary, isReading }: FileCardProps) {
  const t = useTexts(texts);
  const { read, remove } = useImportStore();
  const { key, name } = source;
  return (
    <article className={styles.file} aria-busy={isReading || undefined}>
      <div className={styles.fileTop}>
        <b dir="auto" title={'path' in source.source ? source.source.path : name}>
          {name}
        </b>
        <IconButton
          icon="close"
          size="small"
          label={t('files.remove', { file: name })}
          onClick={() => remove(key)}
        />
      </div>
      {summary && (
        <>
          {summary.failure === null ? (
            <FileCounts summary={summary} />
          ) : (
            <p className={styles.fileFailure} role="alert">
              <Icon name="error" />
              <span dir="auto">{failureOf(summary, t)}</span>
            </p>
          )}
          <div className={styles.filePair}>
            <Select
              label={t('files.format')}
              value={formats.find((format) => format === summary.format) ?? null}
              placeholder={t('notRecognised')}
              options={formats.map((value) => ({ value, label: t(`formats.${value}`) }))}
              onChange={(format) => read(key, { format, mapping: undefined })}
            />
            {'path' in source.source && (
              <EncodingSelect
                value={summary.encoding}
                onChange={(encoding) => read(key, { encoding })}
              />
            )}
          </div>
          {summary.formatReason !== '' && (
            <p className={styles.reason} dir="auto">
              {summary.formatReason}
            </p>
          )}
          {summary.columns.length > 0 && <ColumnMapping source={source} summary={summary} />}
        </>
      )}
    </article>
  );
}

function EncodingSelect({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (encoding: string) => void;
}) {
  const t = useTexts(texts);
  const known: readonly { readonly value: string; readonly label: string }[] = encodings.map(
    (encoding) => ({ value: encoding, label: t(`encodings.${encoding}`) }),
  );
  const isKnown = value === '' || known.some((option) => option.value === value);
  return (
    <Select
      label={t('files.encoding')}
      value={value === '' ? null : value}
      placeholder={t('notRecognised')}
      options={isKnown ? known : [...known, { value, label: value }]}
      onChange={onChange}
    />
  );
}

/** A table whose columns are not recognised is mended just below, so that is what is said. */
function failureOf(summary: ImportFileSummary, t: Translate<typeof texts.tree>): string {
  const { failure, columns, mapping } = summary;
  const hasChoice = columns.length > 0 && mapping.question === undefined;
  return hasChoice ? t('columns.needQuestion') : (failure ?? '');
}

function FileCounts({ summary }: { readonly summary: ImportFileSummary }) {
  const t = useTexts(texts);
  const { imported, needsAttention, duplicates, rejected } = summary;
  const ready = t('files.ready', { count: imported });
  return (
    <p className={styles.counts}>
      <span>{ready}</span>
      {needsAttention > 0 && (
        <span className={styles.wait}>{t('files.attention', { count: needsAttention })}</span>
      )}
      {duplicates > 0 && <span>{t('files.duplicates', { count: duplicates })}</span>}
      {rejected > 0 && (
        <span className={styles.bad}>{t('files.rejected', { count: rejected })}</span>
      )}
    </p>
  );
}
