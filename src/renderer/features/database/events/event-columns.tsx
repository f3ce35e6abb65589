import type { Column } from '../../../ui/data-table/column';
import { DateText } from '../../../ui/date-text/date-text';
import { textsOf } from '../../../ui/i18n/texts';
import { Tag } from '../../../ui/tag/tag';
import type { TagTone } from '../../../ui/tag/tag';
import { detailText, kindName } from './event-text';
import type { DatabaseEvent } from './event-text';
import { texts } from './texts';

const tones: { readonly [kind: string]: TagTone } = {
  fail: 'bad',
  override: 'bad',
  revert: 'wait',
  retry: 'wait',
  apply: 'good',
  backup: 'good',
};

const t = textsOf(texts);

export const eventColumns: readonly Column<DatabaseEvent>[] = [
  {
    id: 'when',
    header: t('column.when'),
    width: 176,
    cell: ({ at }) => <DateText value={at} kind="time" />,
    sortValue: ({ at }) => at,
  },
  {
    id: 'what',
    header: t('column.what'),
    width: 128,
    cell: ({ kind }) => <Tag tone={tones[kind] ?? 'plain'}>{kindName(kind)}</Tag>,
    sortValue: ({ kind }) => kindName(kind),
  },
  {
    id: 'step',
    header: t('column.step'),
    width: 170,
    cell: ({ step }) => step,
    sortValue: ({ step }) => step,
  },
  {
    id: 'detail',
    header: t('column.detail'),
    width: 220,
    grow: true,
    cell: (event) => <span title={detailText(event)}>{detailText(event)}</span>,
  },
  {
    id: 'who',
    header: t('column.who'),
    width: 110,
    cell: ({ who }) => <span dir="auto">{who}</span>,
    sortValue: ({ who }) => who,
  },
];
