import { useState } from 'react';
import { client, useQuery } from '../../../client';
import type { AnswerOf, Client } from '../../../client';
import { Button } from '../../../ui/button/button';
import type { Column } from '../../../ui/data-table/column';
import { DataTable } from '../../../ui/data-table/data-table';
import { DateText } from '../../../ui/date-text/date-text';
import { EmptyState } from '../../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../../ui/error-panel/error-panel';
import { textsOf, useTexts } from '../../../ui/i18n/texts';
import { Tag } from '../../../ui/tag/tag';
import type { TagTone } from '../../../ui/tag/tag';
import styles from '../sync.module.css';
import { texts } from '../texts';
import { EventDetail } from './event-detail';
import { kindText } from './kind-text';

type SyncEvent = AnswerOf<Client['sync']['events']>['events'][number];

const t = textsOf(texts);
const pageSize = 200;

const tones: { readonly [kind: string]: TagTone } = {
  offline: 'wait',
  conflicted: 'wait',
  parked: 'bad',
  epoch_changed: 'bad',
  triggers_missing: 'bad',
  discarded: 'wait',
  repaired: 'wait',
  seeded: 'good',
  connected: 'good',
  verified: 'good',
  resolved: 'good',
};

const columns: readonly Column<SyncEvent>[] = [
  {
    id: 'when',
    header: t('history.when'),
    width: 180,
    cell: ({ at }) => <DateText value={at} kind="time" />,
  },
  {
    id: 'kind',
    header: t('history.kind'),
    width: 170,
    cell: ({ kind }) => <Tag tone={tones[kind] ?? 'plain'}>{kindText(kind)}</Tag>,
  },
  {
    id: 'text',
    header: t('history.text'),
    width: 400,
    grow: true,
    cell: ({ text }) => <span title={text}>{text}</span>,
  },
];

const rowKey = ({ id }: SyncEvent) => String(id);

/** What sync did, newest first. */
export function HistoryView() {
  const say = useTexts(texts);
  const [before, setBefore] = useState<number | null>(null);
  const [open, setOpen] = useState<number | null>(null);
  const query = useQuery(
    client.sync.events,
    { limit: pageSize, ...(before === null ? {} : { before }) },
    { keepPrevious: true },
  );
  const events = query.data?.events;
  if (query.failure && !events) {
    return <ErrorPanel title={say('history.failed')} {...query.failure} onRetry={query.retry} />;
  }
  const oldest = events?.at(-1)?.id;
  const hasMore = events?.length === pageSize && oldest !== undefined;
  return (
    <div className={styles.panes}>
      <div className={styles.pane}>
        <DataTable
          id="sync-events"
          label={say('history.label')}
          columns={columns}
          rows={events}
          rowKey={rowKey}
          onActive={(row) => setOpen(row?.id ?? null)}
          empty={<EmptyState icon="history" title={say('history.none')} />}
        />
        {(hasMore || before !== null) && (
          <div className={styles.paging}>
            {before !== null && (
              <Button onClick={() => setBefore(null)}>{say('history.newest')}</Button>
            )}
            {hasMore && <Button onClick={() => setBefore(oldest)}>{say('history.older')}</Button>}
          </div>
        )}
      </div>
      {open !== null && <EventDetail id={open} onClose={() => setOpen(null)} />}
    </div>
  );
}
