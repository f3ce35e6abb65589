import { useTexts } from '../../../ui/i18n/texts';
import { kindOf } from './field-kind';
import { fieldName } from './field-name';
import styles from './names.module.css';
import { texts } from './texts';
import { ValueText } from './value-text';

type Value = string | number | null;

type ValueListProps = {
  readonly label: string;
  readonly values: readonly {
    readonly field: string;
    readonly base: Value;
    readonly mine: Value;
  }[];
  /** The row is new: there was nothing before. */
  readonly isNew?: boolean;
};

/** Fields one below the other: what was before, struck through, and what it became. */
export function ValueList({ label, values, isNew = false }: ValueListProps) {
  const t = useTexts(texts);
  return (
    <dl className={styles.list} aria-label={label}>
      {values.map(({ field, base, mine }) => {
        const kind = kindOf(field, [base, mine]);
        return (
          <div key={field}>
            <dt>{fieldName(field)}</dt>
            <dd>
              {!isNew && base !== null && (
                <span className={styles.before}>
                  <span className="visually-hidden">{t('before')}: </span>
                  <ValueText kind={kind} value={base} />
                </span>
              )}
              <ValueText kind={kind} value={mine} base={base} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
