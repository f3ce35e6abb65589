import { useTexts } from '../../ui/i18n/texts';
import { formatNumber } from '../../ui/number-text/format-number';
import styles from './database.module.css';
import type { Losses } from './steps';
import { texts } from './texts';

/** What a rollback would lose, table by table; `table.column` counts changed values. */
export function LossTable({ losses }: { readonly losses: Losses }) {
  const t = useTexts(texts);
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{t('rollback.label')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('rollback.object')}</th>
          <th scope="col" className={styles.figure}>
            {t('rollback.figure')}
          </th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(losses).map(([object, count]) => (
          <tr key={object}>
            <td>
              <code>{object}</code>
            </td>
            <td className={styles.figure}>
              <b>{formatNumber(count)}</b>{' '}
              {t(object.includes('.') ? 'rollback.values' : 'rollback.rows')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
