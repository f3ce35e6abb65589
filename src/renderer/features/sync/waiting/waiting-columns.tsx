import type { OutboxItem } from '../../../../shared/contract/sync';
import type { Column } from '../../../ui/data-table/column';
import { DateText } from '../../../ui/date-text/date-text';
import { textsOf } from '../../../ui/i18n/texts';
import { Tag } from '../../../ui/tag/tag';
import type { TagTone } from '../../../ui/tag/tag';
import { tableName } from '../names/field-name';
import styles from '../sync.module.css';
import { texts } from '../texts';
import type { QueueEntry } from './group-items';

const t = textsOf(texts);

const tones: { readonly [state in OutboxItem['state']]: TagTone } = {
  queued: 'plain',
  parked: 'bad',
  conflicted: 'wait',
  acknowledged: 'good',
};

/** The state of an operation in a word. */
export function StateTag({ item }: { readonly item: OutboxItem }) {
  const state = item.state === 'queued' && item.waitsFor !== null ? 'blocked' : item.state;
  return <Tag tone={state === 'blocked' ? 'wait' : tones[item.state]}>{t(`state.${state}`)}</Tag>;
}

/** Why an operation is where it is; what merely waits its turn has nothing to say. */
export function reasonText({ message, reason, waitsFor }: OutboxItem): string {
  if (message !== '') return message;
  if (reason !== null) return t(`reason.${reason}`);
  return waitsFor === null ? '' : t('waitsFor');
}

function Change({ item, others }: QueueEntry) {
  const { label, kind, table } = item;
  const words = label || `${t(`kind.${kind}`)} ${tableName(table)}`;
  return (
    <span className={styles.change} title={words}>
      <span dir="auto">{words}</span>
      {others.length > 0 && (
        <span className={styles.plus}>{t('waiting.plus', { count: others.length })}</span>
      )}
    </span>
  );
}

export const waitingColumns: readonly Column<QueueEntry>[] = [
  {
    id: 'state',
    header: t('column.state'),
    width: 104,
    cell: ({ item }) => <StateTag item={item} />,
    sortValue: ({ item }) => item.state,
  },
  {
    id: 'what',
    header: t('column.what'),
    width: 240,
    cell: ({ item: { title, table } }) => title || tableName(table),
    sortValue: ({ item }) => item.title,
  },
  {
    id: 'change',
    header: t('column.change'),
    width: 170,
    cell: ({ item, others }) => <Change item={item} others={others} />,
    sortValue: ({ item }) => item.label,
  },
  {
    id: 'why',
    header: t('column.why'),
    width: 100,
    grow: true,
    cell: ({ item }) => <span title={reasonText(item)}>{reasonText(item)}</span>,
  },
  {
    id: 'since',
    header: t('column.since'),
    width: 112,
    cell: ({ item }) => <DateText value={item.at} kind="relative" />,
    sortValue: ({ item }) => item.at,
  },
];
