import { Checkbox } from '../../../ui/field/checkbox';
import { useTexts } from '../../../ui/i18n/texts';
import { formatNumber } from '../../../ui/number-text/format-number';
import styles from '../database.module.css';
import type { Losses } from '../steps/steps';
import { texts } from '../texts';

type LossTableProps = {
  readonly losses: Losses;
  /** The lines that may be lost, when a person is asked line by line. */
  readonly consent?: {
    readonly agreed: ReadonlySet<string>;
    readonly onAgree: (object: string, agrees: boolean) => void;
  };
};

/** What a rollback would lose, table by table; `table.column` counts changed values. */
export function LossTable({ losses, consent }: LossTableProps) {
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
          {consent && <th scope="col">{t('rollback.agree')}</th>}
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
            {consent && (
              <td>
                <Checkbox
                  label={t('rollback.agreeTo', { object })}
                  hideLabel
                  checked={consent.agreed.has(object)}
                  onChange={(agrees) => consent.onAgree(object, agrees)}
                />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
