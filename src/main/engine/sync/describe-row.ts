import type { Fields, FieldValue } from '../../../shared/domain/sync/values';
import type { ReadableDb } from '../storage/database';
import { quoted, rawQuery } from './local/raw-query';
import { findSyncTable } from './tables';

const longest = 80;

/**
 * A row in words, such as `Essay 1, Mia Ito`. `known` is what is known of it apart from its table,
 * for a row that is not there any more.
 */
export function describeRow(db: ReadableDb, table: string, key: string, known: Fields): string {
  const row = { ...known, ...readRow(db, table, key) };
  const words = wordsFor(db, table, row).filter((word) => word !== '');
  return words.length === 0 ? `${nameOf(table)} ${key}` : words.join(', ');
}

function wordsFor(db: ReadableDb, table: string, row: Fields): readonly string[] {
  const learner = (): string => personName(db, row.userId ?? row.user_id);
  switch (table) {
    case 'AssignmentSubmission':
      return [titleOf(db, 'Assignment', row.assignmentId), learner()];
    case 'QuizAttempt':
      return [titleOf(db, 'Quiz', row.quizId), learner()];
    case 'Question':
      return [short(row.question), titleOf(db, 'Quiz', row.quizId)];
    case 'Certificate':
      return [`Certificate of ${learner()}`, titleOf(db, 'Course', row.courseId)];
    case 'lectern_certificate_detail':
      return [`Certificate of ${learner()}`, titleOf(db, 'Course', row.course_id)];
    case 'XPTransaction':
      return [short(row.reason), learner()];
    case 'lectern_late_policy':
      return [`Late rule of ${titleOf(db, 'Assignment', row.assignment_id)}`];
    case 'lectern_grade_history':
      return [`Grade history of ${ofRow(db, 'AssignmentSubmission', row.submission_id)}`];
    case 'lectern_submission_version':
      return [`Version of ${ofRow(db, 'AssignmentSubmission', row.submission_id)}`];
    case 'lectern_question_score':
      return [`Points of ${ofRow(db, 'QuizAttempt', row.attempt_id)}`];
    case 'lectern_sync_conflict':
      return ['Note that a conflict is decided'];
    default:
      return [short(row.title ?? row.name)];
  }
}

function ofRow(db: ReadableDb, table: string, key: FieldValue | undefined): string {
  return key === undefined || key === null ? '' : describeRow(db, table, String(key), {});
}

function titleOf(db: ReadableDb, table: string, key: FieldValue | undefined): string {
  return key === undefined || key === null ? '' : short(readRow(db, table, String(key))?.title);
}

function personName(db: ReadableDb, userId: FieldValue | undefined): string {
  if (userId === undefined || userId === null) return '';
  return short(readRow(db, 'lectern_person', String(userId))?.name) || String(userId);
}

function short(value: FieldValue | undefined): string {
  const text = String(value ?? '').trim();
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

function readRow(db: ReadableDb, name: string, key: string): Fields | undefined {
  const table = findSyncTable(name);
  if (!table) return undefined;
  const sql = `SELECT * FROM ${quoted(table.name)} WHERE ${quoted(table.key)} = ?`;
  return db.first(rawQuery<Fields>(sql, [key]));
}

/** `AssignmentSubmission` as people say it. */
function nameOf(table: string): string {
  return table
    .replace(/^lectern_/, '')
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}
