import { useEffect, useMemo, useState } from 'react';
import { client, useQuery } from '../../../client';
import { Button } from '../../../ui/button/button';
import { DataTable } from '../../../ui/data-table/data-table';
import { EmptyState } from '../../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../../ui/error-panel/error-panel';
import { SearchField } from '../../../ui/field/search-field';
import { Select } from '../../../ui/field/select';
import { filterRows } from '../../../ui/filter/fold-text';
import { useTexts } from '../../../ui/i18n/texts';
import { copyText } from '../../../ui/toast/toast';
import { useLatest } from '../../../ui/use-latest';
import { useReport } from '../checks/use-report';
import { useSubject } from '../subject';
import { eventColumns } from './event-columns';
import { EventDialog } from './event-dialog';
import { eventKey, eventText, kindName } from './event-text';
import type { DatabaseEvent } from './event-text';
import styles from './events.module.css';
import { texts } from './texts';

const most = 10_000;

/** Who did what to this database, and when; as the database itself has kept it. */
export function EventsView() {
  const t = useTexts(texts);
  const history = useQuery(client.migrate.history, { ...useSubject().input, limit: most });
  const latest = useLatest(history.retry);
  // Others write into it too.
  useEffect(() => latest.current(), [latest]);
  const [filter, setFilter] = useState('');
  const [kind, setKind] = useState('');
  const [open, setOpen] = useState<DatabaseEvent | null>(null);
  const report = useReport();
  const events = history.data?.events;
  const shown = useMemo(() => {
    const ofKind = events?.filter((event) => kind === '' || event.kind === kind);
    return ofKind && filterRows(ofKind, filter, eventText);
  }, [events, kind, filter]);
  if (history.failure && !events) {
    return <ErrorPanel title={t('failed')} {...history.failure} onRetry={history.retry} />;
  }
  return (
    <div className={styles.view}>
      <div className={styles.top}>
        <div className={styles.search}>
          <SearchField label={t('filter')} value={filter} onChange={setFilter} />
        </div>
        <div className={styles.kind}>
          <KindSelect events={events ?? []} kind={kind} onChange={setKind} />
        </div>
        <span className={styles.deeds}>
          <Button
            look="quiet"
            icon="copy"
            disabled={!shown?.length}
            onClick={() => void copyText(JSON.stringify(shown, null, 2))}
          >
            {t('copy')}
          </Button>
          <Button icon="export" pending={report.isPending} onClick={report.save}>
            {t('report')}
          </Button>
        </span>
      </div>
      <DataTable
        id="database-events"
        label={t('label')}
        columns={eventColumns}
        rows={shown}
        rowKey={eventKey}
        onOpen={setOpen}
        emptyKind={(filter !== '' || kind !== '') && events?.length ? 'filtered' : 'nothing'}
        onClearFilter={() => {
          setFilter('');
          setKind('');
        }}
        empty={<EmptyState icon="history" title={t('empty')} text={t('emptyText')} />}
      />
      {open && <EventDialog event={open} onClose={() => setOpen(null)} />}
    </div>
  );
}

function KindSelect({
  events,
  kind,
  onChange,
}: {
  readonly events: readonly DatabaseEvent[];
  readonly kind: string;
  readonly onChange: (kind: string) => void;
}) {
  const t = useTexts(texts);
  const kinds = [...new Set(events.map((event) => event.kind))].toSorted();
  return (
    <Select
      label={t('kind')}
      hideLabel
      value={kind}
      options={[
        { value: '', label: t('allKinds') },
        ...kinds.map((value) => ({ value, label: kindName(value) })),
      ]}
      onChange={onChange}
    />
  );
}
