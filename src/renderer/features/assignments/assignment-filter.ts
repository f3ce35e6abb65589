import type { AssignmentRow } from '../../../shared/contract/assignments';

export const assignmentStates = ['all', 'drafts', 'published', 'toGrade'] as const;

export type AssignmentState = (typeof assignmentStates)[number];

const isIn: { readonly [state in AssignmentState]: (row: AssignmentRow) => boolean } = {
  all: () => true,
  drafts: ({ isPublished }) => !isPublished,
  published: ({ isPublished }) => isPublished,
  toGrade: ({ ungraded }) => ungraded > 0,
};

/** The state a text of the address names; anything else means all. */
export function readAssignmentState(text: string): AssignmentState {
  return assignmentStates.find((state) => state === text) ?? 'all';
}

/** The assignments in a state. */
export function assignmentsIn(
  rows: readonly AssignmentRow[],
  state: AssignmentState,
): readonly AssignmentRow[] {
  return state === 'all' ? rows : rows.filter(isIn[state]);
}
