import type { CertificateRow } from '../../../shared/contract/certificates';
import type { TagTone } from '../../ui/tag/tag';

export type CertificateStatus = CertificateRow['status'];

export const statusFilters = ['all', 'issued', 'superseded', 'revoked', 'pending'] as const;

export type StatusFilter = (typeof statusFilters)[number];

export const statusTones: { readonly [status in CertificateStatus]: TagTone } = {
  pending: 'wait',
  issued: 'good',
  superseded: 'plain',
  revoked: 'bad',
};

/** The status a text of the address names; anything else means all. */
export function readStatusFilter(text: string): StatusFilter {
  return statusFilters.find((status) => status === text) ?? 'all';
}

/** The certificates of a course (all when empty) in a state. */
export function certificatesIn(
  rows: readonly CertificateRow[],
  courseId: string,
  status: StatusFilter,
): readonly CertificateRow[] {
  return rows.filter(
    (row) =>
      (courseId === '' || row.courseId === courseId) && (status === 'all' || row.status === status),
  );
}

/** All versions of the certificate a row is a version of, the newest first. */
export function versionsOf(
  rows: readonly CertificateRow[],
  row: CertificateRow,
): readonly CertificateRow[] {
  return rows
    .filter((other) => other.userId === row.userId && other.courseId === row.courseId)
    .toSorted((a, b) => b.version - a.version);
}

/** What a row can be found by: the code also without its dashes. */
export function certificateText(row: CertificateRow): string {
  return `${row.learnerName} ${row.code} ${row.code.replaceAll('-', '')} ${row.courseTitle}`;
}
