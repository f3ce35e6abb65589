import { useMemo } from 'react';
import type { CertificateRow } from '../../../shared/contract/certificates';
import { bridge } from '../../client';
import { IconButton } from '../../ui/button/icon-button';
import type { Column } from '../../ui/data-table/column';
import { RowLink } from '../../ui/data-table/row-link';
import { DateText } from '../../ui/date-text/date-text';
import { useTexts } from '../../ui/i18n/texts';
import { Tag } from '../../ui/tag/tag';
import { statusTones } from './certificate-filter';
import styles from './certificates.module.css';
import { texts } from './texts';

/** Shows a file where it lies, in the system's file manager. */
export function showFile(file: string): void {
  void bridge().shell.showInFolder(file);
}

/** The state of a certificate as a tag. */
export function StatusTag({ status }: { readonly status: CertificateRow['status'] }) {
  const t = useTexts(texts);
  return <Tag tone={statusTones[status]}>{t(`status.${status}`)}</Tag>;
}

/** The columns of the list of certificates. */
export function useCertificateColumns(
  onOpen: (row: CertificateRow) => void,
): readonly Column<CertificateRow>[] {
  const t = useTexts(texts);
  return useMemo(
    () => [
      {
        id: 'learner',
        header: t('list.learner'),
        width: 150,
        grow: true,
        cell: (row) => (
          <RowLink onOpen={() => onOpen(row)}>
            <bdi>{row.learnerName}</bdi>
          </RowLink>
        ),
        sortValue: ({ learnerName }) => learnerName,
      },
      {
        id: 'course',
        header: t('list.course'),
        width: 150,
        grow: true,
        cell: ({ courseTitle }) => courseTitle,
        sortValue: ({ courseTitle }) => courseTitle,
      },
      {
        id: 'code',
        header: t('list.code'),
        width: 168,
        cell: ({ code }) => <code className={styles.code}>{code}</code>,
        sortValue: ({ code }) => code,
      },
      {
        id: 'state',
        header: t('list.state'),
        width: 104,
        cell: ({ status }) => <StatusTag status={status} />,
        sortValue: ({ status }) => status,
      },
      {
        id: 'issued',
        header: t('list.issued'),
        width: 108,
        cell: ({ issuedAt }) => <DateText value={issuedAt} />,
        sortValue: ({ issuedAt }) => issuedAt,
      },
      {
        id: 'file',
        header: t('list.file'),
        width: 44,
        cell: ({ file }) =>
          file !== null && (
            <IconButton
              icon="folder"
              size="small"
              label={t('list.show')}
              tabIndex={-1}
              onClick={() => showFile(file)}
            />
          ),
      },
    ],
    [t, onOpen],
  );
}
