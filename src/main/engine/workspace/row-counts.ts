import type { Reading } from '../storage/reading';
import { countRows, tableNames } from './repository';

/** Rows of each table that is there. */
export const rowCounts: Reading<null, { readonly [table: string]: number }> = {
  name: 'workspace.rows',
  // Those that grow with learners and with work; the others are small beside them.
  tables: [
    'UserProgress',
    'QuizAttempt',
    'AssignmentSubmission',
    'XPTransaction',
    'Question',
    'lectern_operation',
  ],
  read: (db, _input, turn) => turn(() => countRows(db, tableNames(db))),
};
