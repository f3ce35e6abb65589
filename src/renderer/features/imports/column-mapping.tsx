import type { ImportFileSummary } from '../../../shared/contract/imports';
import { Select } from '../../ui/field/select';
import type { Translate } from '../../ui/i18n/texts';
import { useTexts } from '../../ui/i18n/texts';
import { columnName, fieldChoices, fieldOfColumn, mapColumn } from './column-fields';
import styles from './imports.module.css';
import { useImportStore } from './store';
import type { ChosenSource } from './store';
import { texts } from './texts';

const named = [
  'question',
  'correct',
  'type',
  'points',
  'explanation',
  'title',
  'fraction',
  'details',
] as const;

function fieldLabel(field: string, t: Translate<typeof texts.tree>): string {
  const known = named.find((name) => name === field);
  if (known) return t(`columns.field.${known}`);
  const [, kind, number = ''] = /^(option|wrong)(\d+)$/.exec(field) ?? [];
  if (kind === 'option' || kind === 'wrong') return t(`columns.field.${kind}`, { number });
  return field;
}

/** Which column of a table is read as what. */
export function ColumnMapping({
  source,
  summary,
}: {
  readonly source: ChosenSource;
  readonly summary: ImportFileSummary;
}) {
  const t = useTexts(texts);
  const read = useImportStore((state) => state.read);
  const { columns, mapping } = summary;
  const said = source.source.mapping ?? {};
  const options = fieldChoices(mapping).map((value) => ({ value, label: fieldLabel(value, t) }));
  return (
    <div className={styles.mapping}>
      <h3>{t('columns.heading')}</h3>
      {columns.map((name, at) => (
        // Two columns may have the same name; their place is what tells them apart.
        <Select
          key={at}
          inline
          label={name === '' ? t('columns.column', { number: at + 1 }) : name}
          placeholder={t('columns.unused')}
          value={fieldOfColumn(summary, at) ?? null}
          options={options}
          onChange={(field) =>
            read(source.key, { mapping: mapColumn(said, field, columnName(columns, at)) })
          }
        />
      ))}
    </div>
  );
}
