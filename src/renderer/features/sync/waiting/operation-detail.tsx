import { DateText } from '../../../ui/date-text/date-text';
import { useTexts } from '../../../ui/i18n/texts';
import { Inspector } from '../../../ui/inspector/inspector';
import { addresses } from '../../../ui/navigation/addresses';
import { ButtonLink } from '../../../ui/navigation/link';
import { tableName } from '../names/field-name';
import { ValueList } from '../names/value-list';
import { OperationActions } from '../operations/operation-actions';
import styles from '../sync.module.css';
import { texts } from '../texts';
import type { QueueEntry } from './group-items';
import { StateTag, reasonText } from './waiting-columns';

type OperationDetailProps = { readonly entry: QueueEntry; readonly onClose: () => void };

/** One operation of the queue: what it changes, why it waits, and what can be done. */
export function OperationDetail({ entry, onClose }: OperationDetailProps) {
  const t = useTexts(texts);
  const { item, others } = entry;
  const reason = reasonText(item);
  return (
    <Inspector id="sync-operation" title={item.title || tableName(item.table)} onClose={onClose}>
      <div className={styles.tags}>
        <StateTag item={item} />
        <span className={styles.faint}>
          {t(`kind.${item.kind}`)} · {tableName(item.table)} ·{' '}
          <DateText value={item.at} kind="time" />
          {item.attempts > 0 && ` · ${t('waiting.attempts', { count: item.attempts })}`}
        </span>
      </div>
      {reason && <p>{reason}</p>}
      {item.reason && item.reason !== 'conflict' && (
        <p className={styles.hint}>{t(`wayOut.${item.reason}`)}</p>
      )}
      <div className={styles.deeds}>
        {item.actions.includes('resolve') && (
          <ButtonLink to={addresses.syncConflict(item.op)} look="primary">
            {t('waiting.decide')}
          </ButtonLink>
        )}
        <OperationActions operation={item} />
      </div>
      {item.fields.length > 0 && (
        <ValueList
          label={t('waiting.changes')}
          values={item.fields}
          isNew={item.kind === 'insert'}
        />
      )}
      {others.length > 0 && (
        <section className={styles.stack}>
          <h3>{t('waiting.together')}</h3>
          <ul className={styles.plainList}>
            {others.map(({ op, title, table }) => (
              <li key={op} dir="auto">
                {title || tableName(table)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className={styles.faint}>{t('waiting.keptNote')}</p>
    </Inspector>
  );
}
