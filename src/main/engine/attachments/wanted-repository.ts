import { sql } from 'kysely';
import type { ReadableDb } from '../storage/database';

/** Files that one submission, or an older version of one, names. */
export type NamedFiles = {
  readonly key: string;
  readonly urls: readonly string[];
  readonly submittedAt: string;
  /** Not graded, or handed in again since. */
  readonly isOpen: boolean;
};

/** A page of submissions with files, in the order of their ids, after `after`. */
export function submissionsWithFiles(
  db: ReadableDb,
  after: string,
  limit: number,
): readonly NamedFiles[] {
  const rows = db.all(
    db.from
      .selectFrom('AssignmentSubmission')
      .select(['id', 'fileUrls', 'submittedAt'])
      .select(sql<number>`"gradedAt" IS NULL OR "submittedAt" > "gradedAt"`.as('isOpen'))
      .where('id', '>', after)
      .where('fileUrls', 'is not', null)
      .where('fileUrls', '<>', '[]')
      .orderBy('id')
      .limit(limit),
  );
  return rows.map(({ id, fileUrls, submittedAt, isOpen }) => ({
    key: id,
    urls: parseUrls(fileUrls),
    submittedAt,
    isOpen: isOpen === 1,
  }));
}

/** A page of older versions with files, as above; these are never wanted, but may be kept. */
export function versionsWithFiles(
  db: ReadableDb,
  after: string,
  limit: number,
): readonly NamedFiles[] {
  const rows = db.all(
    db.from
      .selectFrom('lectern_submission_version')
      .select(['id', 'file_urls', 'submitted_at'])
      .where('id', '>', after)
      .where('file_urls', '<>', '[]')
      .orderBy('id')
      .limit(limit),
  );
  return rows.map(({ id, file_urls, submitted_at }) => ({
    key: id,
    urls: parseUrls(file_urls),
    submittedAt: submitted_at,
    isOpen: false,
  }));
}

/** The files of one submission; undefined when there is none of this id. */
export function filesOfSubmission(db: ReadableDb, id: string): NamedFiles | undefined {
  const row = db.first(
    db.from
      .selectFrom('AssignmentSubmission')
      .select(['id', 'fileUrls', 'submittedAt', 'gradedAt'])
      .where('id', '=', id),
  );
  return (
    row && {
      key: row.id,
      urls: parseUrls(row.fileUrls),
      submittedAt: row.submittedAt,
      isOpen: row.gradedAt === null || row.submittedAt > row.gradedAt,
    }
  );
}

function parseUrls(text: string | null): readonly string[] {
  const value: unknown = JSON.parse(text ?? '[]');
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
