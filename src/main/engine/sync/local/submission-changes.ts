import type { Fields } from '../../../../shared/domain/sync/values';
import { versionKey } from '../../grading/version-key';
import type { RowStore } from '../../journal/row-store';
import type { WritableDb } from '../../storage/database';
import { findBase, putBase } from './base-repository';
import { enqueue } from './outbox-repository';
import { exists } from './table-shape';
import { rawQuery } from './raw-query';
import { writeRow } from './write-row';

const submissions = 'AssignmentSubmission';
const versions = 'lectern_submission_version';

/**
 * Keeps the work that a learner has handed in anew as it was before, for everybody: its id says
 * what it holds, so that all who notice the change make the same row.
 */
export function keepOldVersion(db: WritableDb, rows: RowStore, theirs: Fields, at: string): void {
  const key = String(theirs.id);
  const old = findBase(db, submissions, key)?.row ?? rows.read(submissions, key);
  if (!old || (old.content === theirs.content && old.submittedAt === theirs.submittedAt)) return;
  if (hasVersion(db, key, old)) return;
  const id = `${key}:${versionKey({
    submittedAt: String(old.submittedAt),
    content: String(old.content),
    // Only what this program or the server has stored as a list of texts.
    fileUrls: JSON.parse(String(old.fileUrls)) as string[],
  })}`;
  if (exists(db, rows, versions, id) || findBase(db, versions, id)) return;
  const row = {
    id,
    submission_id: key,
    seen_at: at,
    submitted_at: old.submittedAt ?? null,
    content: old.content ?? null,
    file_urls: old.fileUrls ?? '[]',
  };
  putBase(db, versions, id, null);
  writeRow(db, rows, versions, row);
  const opId = `version:${id}`;
  enqueue(db, {
    opId,
    groupId: opId,
    table: versions,
    key: id,
    kind: 'insert',
    fields: row,
    base: null,
    at,
  });
}

function hasVersion(db: WritableDb, submission: string, row: Fields): boolean {
  const sql = `SELECT 1 AS one FROM "lectern_submission_version"
    WHERE "submission_id" = ? AND "submitted_at" = ? AND "content" IS ?`;
  return db.first(rawQuery(sql, [submission, row.submittedAt, row.content])) !== undefined;
}

/** Forgets how a score came about that is not the score any more, because somebody else changed it. */
export function dropOverruledGrade(db: WritableDb, submission: string): void {
  const sql = `DELETE FROM "lectern_grade" WHERE "submission_id" = ?
    AND "final" IS NOT (SELECT "score" FROM "AssignmentSubmission" WHERE "id" = "submission_id")`;
  db.run(rawQuery(sql, [submission]));
}
