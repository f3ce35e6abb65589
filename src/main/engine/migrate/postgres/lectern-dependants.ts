import type { SchemaObjects } from './schema-objects';

/** A column of Lectern's own tables that holds ids of a table of the plan. */
export type LecternDependant = {
  readonly table: string;
  readonly column: string;
  readonly parent: string;
};

/**
 * What belongs to rows of the plan's tables. On a server these have no foreign keys: they would
 * stand in the way of the web application's own migrations. So the runner removes them itself.
 */
const dependants: readonly LecternDependant[] = [
  { table: 'lectern.submission_version', column: 'submission_id', parent: 'AssignmentSubmission' },
  { table: 'lectern.late_policy', column: 'assignment_id', parent: 'Assignment' },
  { table: 'lectern.question_score', column: 'attempt_id', parent: 'QuizAttempt' },
];

/** Those of them that this database has, for the tables that are to be dropped. */
export function lecternDependants(
  found: SchemaObjects,
  dropped: readonly string[],
): readonly LecternDependant[] {
  return dependants.filter(
    ({ table, parent }) => dropped.includes(parent) && found.tables.includes(table),
  );
}
