import type { AnswerOf, Client } from '../../../client';
import { Facts } from '../../../ui/facts/facts';
import { useTexts } from '../../../ui/i18n/texts';
import { Icon } from '../../../ui/icons/icon';
import { formatBytes, formatNumber } from '../../../ui/number-text/format-number';
import tables from '../database.module.css';
import styles from './runbook.module.css';
import { texts } from './texts';

export type Backup = AnswerOf<Client['migrate']['backup']>;

/** Why a backup counts: where it is, how it was proved, and how many rows of what it holds. */
export function BackupProof({ backup }: { readonly backup: Backup }) {
  const t = useTexts(texts);
  const { file, bytes, method, sha256, proof, counts } = backup;
  const entries = Object.entries(counts);
  const rows = formatNumber(entries.reduce((sum, [, count]) => sum + count, 0));
  return (
    <div className={styles.proof}>
      <p className={styles.proven}>
        <Icon name="check" tone="good" />
        {t('backup.proven')}
      </p>
      <Facts
        facts={[
          { name: t('backup.file'), value: <span className={styles.path}>{file}</span> },
          { name: t('backup.size'), value: formatBytes(bytes) },
          { name: t('backup.method'), value: t(`backup.by.${method}`) },
          { name: t('backup.proof'), value: proof },
          {
            name: t('backup.sha256'),
            value: <code className={styles.path}>{sha256}</code>,
          },
        ]}
      />
      <details>
        <summary>{t('backup.counts', { count: entries.length, rows })}</summary>
        <table className={tables.table}>
          <caption className="visually-hidden">{t('backup.tables')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('backup.table')}</th>
              <th scope="col" className={tables.figure}>
                {t('backup.rows')}
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.map(([table, count]) => (
              <tr key={table}>
                <td>
                  <code>{table}</code>
                </td>
                <td className={tables.figure}>{formatNumber(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}
