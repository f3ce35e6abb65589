import { useMemo, useState } from 'react';
import type { Column } from '../../../ui/data-table/column';
import { DataTable } from '../../../ui/data-table/data-table';
import { RowLink } from '../../../ui/data-table/row-link';
import { EmptyState } from '../../../ui/empty-state/empty-state';
import { filterRows } from '../../../ui/filter/fold-text';
import { useTexts } from '../../../ui/i18n/texts';
import { Inspector } from '../../../ui/inspector/inspector';
import { addresses } from '../../../ui/navigation/addresses';
import { Link } from '../../../ui/navigation/link';
import { Tag } from '../../../ui/tag/tag';
import styles from '../certificates.module.css';
import { texts } from '../texts';
import type { OtherLearner } from './eligibility';
import { LearnerCell } from './learner-cell';

type OthersTableProps = {
  readonly rows: readonly OtherLearner[];
  readonly filter: string;
  readonly onClearFilter: () => void;
};

const rowKey = (row: OtherLearner) => row.learner;
const rowText = (row: OtherLearner) =>
  [row.learnerName ?? '', row.learner, ...row.reasons.map(({ text }) => text)].join(' ');

/** Learners who do not qualify: the first reason in the row, all of them beside it. */
export function OthersTable({ rows, filter, onClearFilter }: OthersTableProps) {
  const t = useTexts(texts);
  const [openId, setOpenId] = useState<string | null>(null);
  const shown = useMemo(() => filterRows(rows, filter, rowText), [rows, filter]);
  const opened = rows.find(({ learner }) => learner === openId);
  const columns = useColumns(setOpenId);
  return (
    <div className={styles.split}>
      <DataTable
        id="certificates-others"
        label={t('issue.not')}
        columns={columns}
        rows={shown}
        rowKey={rowKey}
        onOpen={({ learner }) => setOpenId(learner)}
        onActive={(row) => row && openId !== null && setOpenId(row.learner)}
        emptyKind={filter === '' ? 'nothing' : 'filtered'}
        onClearFilter={onClearFilter}
        empty={<EmptyState icon="check" title={t('issue.noNot')} text={t('issue.noNotText')} />}
      />
      {opened && (
        <Inspector
          id="certificate-reasons"
          title={opened.learnerName ?? opened.learner}
          onClose={() => setOpenId(null)}
        >
          <ul className={styles.reasons} aria-label={t('issue.reasons')}>
            {opened.reasons.map(({ code, text }) => (
              <li key={`${code} ${text}`}>{text}</li>
            ))}
          </ul>
          <Link to={addresses.person(opened.learner)}>{t('issue.openLearner')}</Link>
        </Inspector>
      )}
    </div>
  );
}

function useColumns(onOpen: (id: string) => void): readonly Column<OtherLearner>[] {
  const t = useTexts(texts);
  return useMemo(
    () => [
      {
        id: 'learner',
        header: t('issue.learner'),
        width: 240,
        cell: ({ learner, learnerName }) => (
          <RowLink onOpen={() => onOpen(learner)}>
            <LearnerCell name={learnerName} id={learner} />
          </RowLink>
        ),
        sortValue: ({ learnerName }) => learnerName,
      },
      {
        id: 'reasons',
        header: t('issue.reasons'),
        width: 420,
        grow: true,
        cell: ({ reasons }) => (
          <>
            {reasons.length > 1 && (
              <>
                <Tag>{t('issue.moreReasons', { count: reasons.length - 1 })}</Tag>{' '}
              </>
            )}
            {reasons[0]?.text}
          </>
        ),
        sortValue: ({ reasons }) => reasons.length,
      },
    ],
    [t, onOpen],
  );
}
