import { sql } from 'kysely';
import type { CertificateRow } from '../../../shared/contract/certificates';
import { formatCode, parseCode } from '../../../shared/domain/certificates';
import type { ReadableDb } from '../storage/database';
import { printedFacts, type PrintedFacts } from './snapshot';

/** One version of one certificate, as Lectern keeps it. */
export type CertificateDetail = {
  readonly id: string;
  readonly certificateId: string;
  readonly userId: string;
  readonly courseId: string;
  readonly version: number;
  readonly code: string;
  readonly status: CertificateRow['status'];
  readonly reason: string | null;
  readonly issuedAt: string;
  /** JSON of the snapshot; rendering parses it whole. */
  readonly snapshot: string;
  readonly printed: PrintedFacts;
  readonly sha256: string | null;
  readonly file: string | null;
};

/** The newest certificate of a learner in a course, as the LMS sees it. */
export type Certificate = {
  readonly id: string;
  readonly userId: string;
  readonly courseId: string;
  readonly code: string;
  readonly issuedAt: string;
};

/** Two that were issued offline have the same version: the one that stands is the one meant. */
const supersededFirst = sql`"status" <> 'superseded'`;

const statuses = ['pending', 'issued', 'superseded', 'revoked'] as const;

type DetailRow =
  ReturnType<typeof detailRows> extends { execute: () => Promise<(infer R)[]> } ? R : never;

function detailRows(db: ReadableDb) {
  return db.from.selectFrom('lectern_certificate_detail').selectAll();
}

function toDetail(row: DetailRow): CertificateDetail {
  const status = statuses.find((known) => known === row.status);
  if (!status) throw new Error(`Certificate detail ${row.id} has the unknown status ${row.status}`);
  return {
    id: row.id,
    certificateId: row.certificate_id,
    userId: row.user_id,
    courseId: row.course_id,
    version: row.version,
    code: row.code,
    status,
    reason: row.reason,
    issuedAt: row.issued_at,
    snapshot: row.snapshot,
    printed: printedFacts(row.snapshot),
    sha256: row.pdf_sha256,
    file: row.file,
  };
}

/** The version with this canonical code. */
export function findDetailByCode(db: ReadableDb, code: string): CertificateDetail | undefined {
  const row = db.first(detailRows(db).where('code', '=', code));
  return row && toDetail(row);
}

/** The version with this id. */
export function findDetail(db: ReadableDb, id: string): CertificateDetail | undefined {
  const row = db.first(detailRows(db).where('id', '=', id));
  return row && toDetail(row);
}

/** The version whose file has exactly these bytes. */
export function findDetailByHash(db: ReadableDb, sha256: string): CertificateDetail | undefined {
  const row = db.first(detailRows(db).where('pdf_sha256', '=', sha256));
  return row && toDetail(row);
}

/** Versions of a course that were decided but not finished: an issue was interrupted. */
export function pendingDetails(db: ReadableDb, courseId: string): readonly CertificateDetail[] {
  const query = detailRows(db).where('course_id', '=', courseId).where('status', '=', 'pending');
  return db.all(query.orderBy('issued_at').orderBy('user_id')).map(toDetail);
}

/** Newest version per learner of a course, with its state. */
export function latestVersions(
  db: ReadableDb,
  courseId: string,
): ReadonlyMap<string, Pick<CertificateDetail, 'code' | 'status' | 'issuedAt'>> {
  const rows = db.all(
    db.from
      .selectFrom('lectern_certificate_detail')
      .select(['user_id', 'code', 'status', 'issued_at'])
      .where('course_id', '=', courseId)
      .orderBy('version')
      .orderBy(supersededFirst),
  );
  const latest = new Map<string, Pick<CertificateDetail, 'code' | 'status' | 'issuedAt'>>();
  for (const row of rows) {
    const status = statuses.find((known) => known === row.status) ?? 'issued';
    latest.set(row.user_id, { code: row.code, status, issuedAt: row.issued_at });
  }
  return latest;
}

/** Certificates of a course by learner, those the LMS made included. */
export function certificatesOf(db: ReadableDb, courseId: string): ReadonlyMap<string, Certificate> {
  const rows = db.all(
    db.from.selectFrom('Certificate').selectAll().where('courseId', '=', courseId),
  );
  return new Map(rows.map((row) => [row.userId, { ...row, code: row.verificationCode }]));
}

/** The certificate of one learner in one course. */
export function findCertificate(
  db: ReadableDb,
  userId: string,
  courseId: string,
): Certificate | undefined {
  const row = db.first(
    db.from
      .selectFrom('Certificate')
      .selectAll()
      .where('userId', '=', userId)
      .where('courseId', '=', courseId),
  );
  return row && { ...row, code: row.verificationCode };
}

/** A certificate by the code stored with it, whoever made it, with the names known today. */
export function findCertificateByCode(db: ReadableDb, code: string) {
  return db.first(
    db.from
      .selectFrom('Certificate')
      .leftJoin('lectern_person', 'lectern_person.user_id', 'Certificate.userId')
      .leftJoin('Course', 'Course.id', 'Certificate.courseId')
      .select([
        'Certificate.verificationCode as code',
        'Certificate.issuedAt as issuedAt',
        'lectern_person.name as learnerName',
        'Course.title as course',
      ])
      .where('Certificate.verificationCode', '=', code),
  );
}

/** Whether a template is stored already. */
export function hasTemplate(db: ReadableDb, id: string): boolean {
  const query = db.from
    .selectFrom('lectern_certificate_template')
    .select('id')
    .where('id', '=', id);
  return db.first(query) !== undefined;
}

/** Every version as the list shows it, newest first; of one course or of all. */
export function listCertificates(db: ReadableDb, courseId: string | undefined): CertificateRow[] {
  const all = detailRows(db).orderBy('issued_at', 'desc').orderBy('id');
  const rows = db.all(courseId === undefined ? all : all.where('course_id', '=', courseId));
  return rows.map(toDetail).map((detail) => ({
    id: detail.id,
    code: printedCode(detail.code),
    userId: detail.userId,
    learnerName: detail.printed.learnerName,
    courseId: detail.courseId,
    courseTitle: detail.printed.courseTitle,
    status: detail.status,
    version: detail.version,
    issuedAt: detail.issuedAt,
    file: detail.file,
    sha256: detail.sha256,
    reason: detail.reason,
  }));
}

/** A code in groups, as people see it; codes the LMS made are shown as they are. */
export function printedCode(code: string): string {
  const parsed = parseCode(code);
  return parsed.ok ? formatCode(parsed.value) : code;
}

/** A certain version of a certificate. */
export function findDetailByVersion(
  db: ReadableDb,
  certificateId: string,
  version: number,
): CertificateDetail | undefined {
  const query = detailRows(db).where('certificate_id', '=', certificateId);
  const row = db.first(query.where('version', '=', version).orderBy(supersededFirst, 'desc'));
  return row && toDetail(row);
}

/** The highest version of a certificate. */
export function newestDetail(db: ReadableDb, certificateId: string): CertificateDetail | undefined {
  const query = detailRows(db).where('certificate_id', '=', certificateId);
  const newest = query.orderBy('version', 'desc').orderBy(supersededFirst, 'desc');
  const row = db.first(newest.limit(1));
  return row && toDetail(row);
}
