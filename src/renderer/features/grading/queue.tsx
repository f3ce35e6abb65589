import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { QueueRow } from '../../../shared/contract/grading';
import type { RowConflict } from '../../client';
import { Button } from '../../ui/button/button';
import { classNames } from '../../ui/class-names';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { SearchField } from '../../ui/field/search-field';
import { textsOf, useTexts } from '../../ui/i18n/texts';
import { formatNumber } from '../../ui/number-text/format-number';
import { durationText } from './duration-text';
import { scoresOf } from './conflict-notice';
import styles from './queue.module.css';
import { useGradingStore } from './store';
import { texts } from './texts';
import type { Room } from './use-room';

const rowHeight = 46;

/** The queue on the left: who, how late, and the grade that stands. */
export function Queue({ room }: { readonly room: Room }) {
  const t = useTexts(texts);
  const { ungradedOnly, setUngradedOnly } = useGradingStore();
  return (
    <section className={styles.queue} aria-label={t('queue.label')}>
      <div className={styles.queueTop}>
        <SearchField label={t('queue.filter')} value={room.filter} onChange={room.setFilter} />
        <button
          type="button"
          className={classNames(styles.toggle, ungradedOnly && styles.toggleOn)}
          aria-pressed={ungradedOnly}
          onClick={() => setUngradedOnly(!ungradedOnly)}
        >
          {t('queue.ungradedOnly')}
        </button>
      </div>
      {room.shown?.length === 0 ? <NothingShown room={room} /> : <QueueRows room={room} />}
    </section>
  );
}

function NothingShown({ room }: { readonly room: Room }) {
  const t = useTexts(texts);
  const { setUngradedOnly } = useGradingStore();
  const filtered = room.filter !== '';
  return (
    <EmptyState
      icon={filtered ? 'search' : 'check'}
      title={filtered ? t('queue.none') : t('queue.allDone')}
      text={filtered ? undefined : t('queue.allDoneText')}
      action={
        <Button
          size="small"
          onClick={() => {
            room.setFilter('');
            setUngradedOnly(false);
          }}
        >
          {t('queue.clear')}
        </Button>
      }
    />
  );
}

function QueueRows({ room }: { readonly room: Room }) {
  const t = useTexts(texts);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = room.shown ?? [];
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const at = rows.findIndex((row) => row.id === room.current?.id);
  useEffect(() => {
    if (at >= 0) virtualizer.scrollToIndex(at);
  }, [at, virtualizer]);
  return (
    <div
      ref={scroller}
      className={styles.queueRows}
      role="listbox"
      tabIndex={0}
      aria-label={t('queue.label')}
      aria-activedescendant={room.current ? `queue-${room.current.id}` : undefined}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        event.preventDefault();
        room.move(event.key === 'ArrowDown' ? 1 : -1);
      }}
    >
      <div
        role="presentation"
        className={styles.queueSpace}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return row && <QueueItem key={row.id} row={row} top={item.start} room={room} />;
        })}
      </div>
    </div>
  );
}

function QueueItem({
  row,
  top,
  room,
}: {
  readonly row: QueueRow;
  readonly top: number;
  readonly room: Room;
}) {
  const t = useTexts(texts);
  const selected = row.id === room.current?.id;
  const conflict = room.conflicts.get(row.id);
  const facts = useFacts(row);
  const scores = conflict && scoresOf(conflict);
  return (
    <div
      id={`queue-${row.id}`}
      role="option"
      aria-selected={selected}
      className={classNames(styles.item, selected && styles.itemSelected)}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => room.select(row.id)}
    >
      <span className={styles.itemName} dir="auto">
        {room.nameOf(row)}
      </span>
      <small className={classNames(conflict ? styles.inConflict : row.resubmitted && styles.wait)}>
        {conflict ? conflictText(conflict) : facts}
      </small>
      <span
        className={classNames(
          styles.mark,
          scores && styles.inConflict,
          !scores && row.score === null && styles.noMark,
        )}
        aria-label={
          row.score === null
            ? t('queue.ungraded')
            : t('queue.graded', { score: formatNumber(row.score) })
        }
      >
        {scores ?? (row.score === null ? '–' : formatNumber(row.score))}
      </span>
    </div>
  );
}

function conflictText({ who }: RowConflict): string {
  const t = textsOf(texts);
  return who === null ? t('conflict.short') : t('conflict.shortOf', { who });
}

function useFacts(row: QueueRow): string {
  const t = useTexts(texts);
  if (row.resubmitted) return t('queue.resubmitted');
  const time = durationText(row.lateSeconds);
  // Minutes before the hour are "on time"; only a real head start is worth a word.
  const when =
    row.lateSeconds > 0
      ? t('queue.late', { time })
      : row.lateSeconds <= -86_400
        ? t('queue.early', { time })
        : t('queue.onTime');
  return row.files > 0 ? `${when} · ${t('queue.files', { count: row.files })}` : when;
}
