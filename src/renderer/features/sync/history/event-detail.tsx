import { client, useQuery } from '../../../client';
import { DateText } from '../../../ui/date-text/date-text';
import { useTexts } from '../../../ui/i18n/texts';
import { Inspector } from '../../../ui/inspector/inspector';
import { QueryState } from '../../../ui/query-state/query-state';
import { ValueList } from '../names/value-list';
import styles from '../sync.module.css';
import { texts } from '../texts';
import { kindText } from './kind-text';

type EventDetailProps = { readonly id: number; readonly onClose: () => void };

/** One event in full, with the values of what was given up. */
export function EventDetail({ id, onClose }: EventDetailProps) {
  const t = useTexts(texts);
  const query = useQuery(client.sync.event, { id }, { keepPrevious: true });
  const event = query.data;
  return (
    <Inspector
      id="sync-event"
      title={event ? (event.title ?? kindText(event.kind)) : t('history.label')}
      onClose={onClose}
    >
      <QueryState query={query} title={t('history.detailFailed')}>
        {({ at, text, values }) => (
          <>
            <span className={styles.faint}>
              <DateText value={at} kind="time" />
            </span>
            <p>{text}</p>
            {values.length > 0 && <ValueList label={t('history.values')} values={values} />}
          </>
        )}
      </QueryState>
    </Inspector>
  );
}
