import type { Projection } from '../journal/projections';
import type { StoredValue } from '../journal/row-store';
import { appendGradeHistory, findScore } from './history-repository';
import { findGrade, type StoredGrade } from './repository';

/** The fields of a submission that are its grade. */
const gradeFields = ['score', 'feedback', 'gradedAt'] as const;

/**
 * Appends one row to the grade history for every change of a grade, by whatever action: the
 * history is never rewritten, an undo is one more entry in it.
 */
export const gradeHistoryProjection: Projection = {
  table: 'AssignmentSubmission',
  writes: ['lectern_grade_history'],
  project: (db, changes, action) => {
    for (const change of changes) {
      if (change.kind !== 'update' || !gradeFields.some((name) => name in change.after)) continue;
      const row = findScore(db, change.key);
      if (!row) continue;
      const grade = findGrade(db, change.key);
      appendGradeHistory(db, {
        id: `${action.actionId}:${change.seq}`,
        submissionId: change.key,
        at: action.at,
        who: action.who,
        fromScore: asNumber(before(change.before, 'score', row.score)),
        toScore: row.score,
        fromFeedback: asText(before(change.before, 'feedback', row.feedback)),
        toFeedback: row.feedback,
        raw: grade?.raw ?? null,
        deduction: grade?.deduction ?? null,
        reason: reasonFor(action.kind, grade),
        actionId: action.actionId,
      });
    }
  },
};

function before(
  fields: { readonly [name: string]: StoredValue },
  name: string,
  now: StoredValue,
): StoredValue {
  return name in fields ? (fields[name] ?? null) : now;
}

function reasonFor(kind: 'do' | 'undo' | 'redo', grade: StoredGrade | null): string | null {
  if (kind !== 'do') return kind === 'undo' ? 'undone' : 'redone';
  return grade?.waived ? 'late rule waived' : null;
}

function asNumber(value: StoredValue): number | null {
  return typeof value === 'number' ? value : null;
}

function asText(value: StoredValue): string | null {
  return typeof value === 'string' ? value : null;
}
