import { useEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { Button } from '../../../ui/button/button';
import { DataTable } from '../../../ui/data-table/data-table';
import { EmptyState } from '../../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../../ui/error-panel/error-panel';
import { SearchField } from '../../../ui/field/search-field';
import { SegmentedControl } from '../../../ui/field/segmented-control';
import { filterRows } from '../../../ui/filter/fold-text';
import { useTexts } from '../../../ui/i18n/texts';
import { formatNumber } from '../../../ui/number-text/format-number';
import styles from '../sync.module.css';
import { texts } from '../texts';
import { groupItems } from './group-items';
import type { QueueEntry } from './group-items';
import { OperationDetail } from './operation-detail';
import { shares, useOutbox } from './use-outbox';
import type { OutboxPages, Share } from './use-outbox';
import { reasonText, waitingColumns } from './waiting-columns';

const entryKey = ({ item }: QueueEntry) => item.op;
const entryText = ({ item }: QueueEntry) => `${item.title} ${item.label} ${reasonText(item)}`;

/** What waits to be sent, and what cannot be sent until somebody decides. */
export function WaitingView() {
  const t = useTexts(texts);
  const [filter, setFilter] = useState('');
  const [share, setShare] = useState<Share>('all');
  const outbox = useOutbox(share);
  const [active, setActive] = useState<string | null>(null);
  const items = outbox.data?.items;
  const shown = useMemo(
    () => items && filterRows(groupItems(items), filter, entryText),
    [items, filter],
  );
  const entry = shown?.find(({ item }) => item.op === active);
  const room = useFocusKept(entry !== undefined);
  if (outbox.query.failure && !items) {
    return (
      <ErrorPanel
        title={t('waiting.failed')}
        {...outbox.query.failure}
        onRetry={outbox.query.retry}
      />
    );
  }
  return (
    <div ref={room} tabIndex={-1} className={styles.panes}>
      <div className={styles.pane}>
        <div className={styles.top}>
          <div className={styles.search}>
            <SearchField label={t('waiting.filter')} value={filter} onChange={setFilter} />
          </div>
          <SegmentedControl<Share>
            label={t('waiting.show')}
            hideLabel
            value={share}
            onChange={setShare}
            options={shares.map((value) => ({ value, label: t(`waiting.${value}`) }))}
          />
        </div>
        <DataTable
          id="sync-outbox"
          label={t('waiting.label')}
          columns={waitingColumns}
          rows={shown}
          rowKey={entryKey}
          onActive={(row) => setActive(row?.item.op ?? null)}
          emptyKind={filter !== '' || share !== 'all' ? 'filtered' : 'nothing'}
          onClearFilter={() => {
            setFilter('');
            setShare('all');
          }}
          empty={
            <EmptyState icon="check" title={t('waiting.empty')} text={t('waiting.emptyText')} />
          }
        />
        <Paging outbox={outbox} />
      </div>
      {entry && <OperationDetail entry={entry} onClose={() => setActive(null)} />}
    </div>
  );
}

/** What is decided leaves with its buttons: the list has the focus then, or what is in its place. */
function useFocusKept(isOpen: boolean): RefObject<HTMLDivElement | null> {
  const room = useRef<HTMLDivElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    const isLost = wasOpen.current && !isOpen && document.activeElement === document.body;
    wasOpen.current = isOpen;
    if (isLost)
      (room.current?.querySelector<HTMLElement>('[role="grid"]') ?? room.current)?.focus();
  }, [isOpen]);
  return room;
}

function Paging({ outbox: { data, toNext, toFirst } }: { readonly outbox: OutboxPages }) {
  const t = useTexts(texts);
  if (!data || (!toNext && !toFirst)) return null;
  return (
    <div className={styles.paging}>
      <span>
        {t('waiting.part', {
          shown: formatNumber(data.items.length),
          total: formatNumber(data.total),
        })}
      </span>
      {toFirst && <Button onClick={toFirst}>{t('waiting.first')}</Button>}
      {toNext && <Button onClick={toNext}>{t('waiting.next')}</Button>}
    </div>
  );
}
