import { useMemo, useState } from 'react';
import { useActions } from '../../../ui/actions/registry';
import { IconButton } from '../../../ui/button/icon-button';
import type { Column } from '../../../ui/data-table/column';
import { DataTable } from '../../../ui/data-table/data-table';
import { EmptyState } from '../../../ui/empty-state/empty-state';
import { useTexts } from '../../../ui/i18n/texts';
import styles from '../certificates.module.css';
import { texts } from '../texts';
import type { EligibleLearner } from './eligibility';
import { LearnerCell } from './learner-cell';

type EligibleTableProps = {
  readonly rows: readonly EligibleLearner[];
  readonly isFiltered: boolean;
  readonly onClearFilter: () => void;
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (ticked: ReadonlySet<string>) => void;
  readonly onPreview: (learner: EligibleLearner) => void;
};

const rowKey = (row: EligibleLearner) => row.userId;

/** Learners who may get the certificate; ticking some leaves the others out. */
export function EligibleTable(props: EligibleTableProps) {
  const t = useTexts(texts);
  const { rows, ticked, onTick, onPreview } = props;
  const [active, setActive] = useState<EligibleLearner | null>(null);
  const columns = useColumns(onPreview);
  useActions([
    {
      id: 'certificates.preview',
      name: t('actions.preview'),
      group: t('group'),
      shortcut: 'p',
      disabled: active === null,
      run: () => active && onPreview(active),
    },
  ]);
  return (
    <>
      <DataTable
        id="certificates-eligible"
        label={t('issue.eligible')}
        columns={columns}
        rows={rows}
        rowKey={rowKey}
        selection={{ keys: ticked, onChange: onTick }}
        onActive={setActive}
        onOpen={onPreview}
        emptyKind={props.isFiltered ? 'filtered' : 'nothing'}
        onClearFilter={props.onClearFilter}
        empty={
          <EmptyState
            icon="certificates"
            title={t('issue.noEligible')}
            text={t('issue.noEligibleText')}
          />
        }
      />
      {rows.length > 0 && ticked.size === 0 && (
        <p className={styles.foot}>{t('issue.selectHint')}</p>
      )}
    </>
  );
}

function useColumns(
  onPreview: (learner: EligibleLearner) => void,
): readonly Column<EligibleLearner>[] {
  const t = useTexts(texts);
  return useMemo(
    () => [
      {
        id: 'learner',
        header: t('issue.learner'),
        width: 280,
        grow: true,
        cell: ({ learnerName, userId }) => <LearnerCell name={learnerName} id={userId} />,
        sortValue: ({ learnerName }) => learnerName,
      },
      {
        id: 'id',
        header: t('issue.id'),
        width: 290,
        cell: ({ userId }) => <code className={styles.code}>{userId}</code>,
        sortValue: ({ userId }) => userId,
      },
      {
        id: 'preview',
        header: '',
        width: 56,
        align: 'end',
        cell: (learner) => (
          <IconButton
            icon="eye"
            size="small"
            tabIndex={-1}
            label={t('issue.previewOf', { name: learner.learnerName ?? learner.userId })}
            onClick={() => onPreview(learner)}
          />
        ),
      },
    ],
    [t, onPreview],
  );
}
