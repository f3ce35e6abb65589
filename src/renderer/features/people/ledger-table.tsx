import { useMemo } from 'react';
import type { Column } from '../../ui/data-table/column';
import { DataTable } from '../../ui/data-table/data-table';
import { DateText } from '../../ui/date-text/date-text';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { textsOf, useTexts } from '../../ui/i18n/texts';
import { formatNumber } from '../../ui/number-text/format-number';
import type { PersonDetail } from './person-detail';
import { texts } from './texts';

type Award = PersonDetail['ledger'][number];
type Source = keyof typeof texts.tree.ledger.sources;

const awardKey = (award: Award) => award.id;
const sources: readonly Source[] = [
  'chapter',
  'course',
  'quiz',
  'assignment',
  'achievement',
  'adjustment',
];

/** What an award was for; a kind this version does not know is shown as it is. */
function sourceText(sourceType: string): string {
  const known = sources.find((source) => source === sourceType);
  return known ? textsOf(texts)(`ledger.sources.${known}`) : sourceType;
}

/** The awards of a learner, each one line; the level is made from their sum. */
export function LedgerTable({ rows }: { readonly rows: readonly Award[] }) {
  const t = useTexts(texts);
  return (
    <DataTable
      id="learner-ledger"
      label={t('ledger.label')}
      columns={useColumns()}
      rows={rows}
      rowKey={awardKey}
      initialSort={{ column: 'at', descending: true }}
      empty={
        <EmptyState icon="gamification" title={t('ledger.empty')} text={t('ledger.emptyText')} />
      }
    />
  );
}

function useColumns(): readonly Column<Award>[] {
  const t = useTexts(texts);
  return useMemo(
    () => [
      {
        id: 'reason',
        header: t('ledger.reason'),
        width: 260,
        grow: true,
        cell: ({ reason }) => reason,
        sortValue: ({ reason }) => reason,
      },
      {
        id: 'source',
        header: t('ledger.source'),
        width: 120,
        cell: ({ sourceType }) => sourceText(sourceType),
        sortValue: ({ sourceType }) => sourceText(sourceType),
      },
      {
        id: 'amount',
        header: t('ledger.amount'),
        width: 90,
        align: 'end',
        // An adjustment may take XP away; awards say so with their sign.
        cell: ({ amount }) => `${amount > 0 ? '+' : ''}${formatNumber(amount)}`,
        sortValue: ({ amount }) => amount,
      },
      {
        id: 'at',
        header: t('ledger.at'),
        width: 170,
        cell: ({ createdAt }) => <DateText value={createdAt} kind="time" />,
        sortValue: ({ createdAt }) => createdAt,
      },
    ],
    [t],
  );
}
