import { useTexts } from '../../../ui/i18n/texts';
import { Section } from '../../../ui/page/page';
import { fieldName, tableName } from '../names/field-name';
import styles from '../sync.module.css';
import { texts } from '../texts';
import type { Health } from './health';

/** Numbers of the server that cannot be kept here (not a number, infinite), and where they are. */
export function UnfitValues({ values }: { readonly values: Health['unfitValues'] }) {
  const t = useTexts(texts);
  return (
    <Section title={t('unfit.title')} aside={t('unfit.count', { count: values.length })}>
      <p className={styles.hint}>{t('unfit.text')}</p>
      <ul className={styles.lines}>
        {values.map(({ table, id, column, text }) => (
          <li key={`${table} ${id} ${column}`}>
            <span>
              {tableName(table)} <code>{id}</code>
            </span>
            <span>{fieldName(column)}</span>
            <code>{text}</code>
          </li>
        ))}
      </ul>
    </Section>
  );
}
