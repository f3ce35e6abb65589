import { useMemo } from 'react';
import type { CertificateRow } from '../../../../shared/contract/certificates';
import { client, useQuery } from '../../../client';
import type { Column } from '../../../ui/data-table/column';
import { DataTable } from '../../../ui/data-table/data-table';
import { RowLink } from '../../../ui/data-table/row-link';
import { DateText } from '../../../ui/date-text/date-text';
import { EmptyState } from '../../../ui/empty-state/empty-state';
import { filterRows } from '../../../ui/filter/fold-text';
import { useTexts } from '../../../ui/i18n/texts';
import { navigate } from '../../../ui/navigation/location';
import { StatusTag } from '../certificate-columns';
import styles from '../certificates.module.css';
import { texts } from '../texts';
import type { Eligibility } from './eligibility';
import { LearnerCell } from './learner-cell';

type Already = Eligibility['already'][number] & {
  /** What is known of the certificate; the LMS may have issued it without Lectern. */
  readonly certificate: CertificateRow | undefined;
};

type AlreadyTableProps = {
  readonly courseId: string;
  readonly already: Eligibility['already'];
  readonly filter: string;
  readonly onClearFilter: () => void;
};

const rowKey = (row: Already) => row.userId;
const rowText = (row: Already) => `${row.certificate?.learnerName ?? ''} ${row.userId} ${row.code}`;

function open({ certificate }: Already): void {
  if (certificate) navigate(`/certificates?open=${encodeURIComponent(certificate.code)}`);
}

/** Learners who have the certificate of the course. */
export function AlreadyTable({ courseId, already, filter, onClearFilter }: AlreadyTableProps) {
  const t = useTexts(texts);
  const known = useQuery(client.certificates.list, { courseId }).data?.certificates;
  const rows = useMemo(() => {
    const byCode = new Map(known?.map((certificate) => [certificate.code, certificate]));
    return already.map((one) => ({ ...one, certificate: byCode.get(one.code) }));
  }, [known, already]);
  const shown = useMemo(() => filterRows(rows, filter, rowText), [rows, filter]);
  const columns = useColumns();
  return (
    <DataTable
      id="certificates-already"
      label={t('issue.already')}
      columns={columns}
      rows={shown}
      rowKey={rowKey}
      onOpen={open}
      emptyKind={filter === '' ? 'nothing' : 'filtered'}
      onClearFilter={onClearFilter}
      empty={
        <EmptyState
          icon="certificates"
          title={t('issue.noAlready')}
          text={t('issue.noAlreadyText')}
        />
      }
    />
  );
}

function useColumns(): readonly Column<Already>[] {
  const t = useTexts(texts);
  return useMemo(
    () => [
      {
        id: 'learner',
        header: t('issue.learner'),
        width: 280,
        grow: true,
        cell: (row) => (
          <RowLink onOpen={() => open(row)}>
            <LearnerCell name={row.certificate?.learnerName ?? null} id={row.userId} />
          </RowLink>
        ),
        sortValue: ({ certificate }) => certificate?.learnerName,
      },
      {
        id: 'code',
        header: t('issue.code'),
        width: 196,
        cell: ({ code }) => <code className={styles.code}>{code}</code>,
        sortValue: ({ code }) => code,
      },
      {
        id: 'state',
        header: t('issue.state'),
        width: 124,
        cell: ({ certificate }) => certificate && <StatusTag status={certificate.status} />,
        sortValue: ({ certificate }) => certificate?.status,
      },
      {
        id: 'issued',
        header: t('issue.issued'),
        width: 128,
        cell: ({ certificate }) => <DateText value={certificate?.issuedAt} absent={t('none')} />,
        sortValue: ({ certificate }) => certificate?.issuedAt,
      },
    ],
    [t],
  );
}
