import type { ConflictField } from '../../../../shared/contract/sync';

type Value = ConflictField['base'];

export type FieldKind = 'number' | 'date' | 'yesNo' | 'code' | 'text';

const yesNo = new Set([
  'isPublished',
  'isFree',
  'isCompleted',
  'isActive',
  'allowLateSubmission',
  'late_waived',
  'include_people',
]);
const code = new Set([
  'options',
  'correctAnswer',
  'answers',
  'prerequisites',
  'fileUrls',
  'file_urls',
  'condition',
  'policy',
  'design',
  'snapshot',
]);

/** How the values of a field are to be read, by its name and by what stands in it. */
export function kindOf(field: string, values: readonly Value[]): FieldKind {
  if (yesNo.has(field)) return 'yesNo';
  if (code.has(field)) return 'code';
  if (/(At|Date|_at)$/.test(field)) return 'date';
  return values.some((value) => typeof value === 'number') ? 'number' : 'text';
}

/**
 * Fields that mean something only together and are decided at once, the one that is decided about
 * first. The engine holds back the same ones together.
 */
export const fieldGroups: { readonly [table: string]: readonly (readonly string[])[] } = {
  Course: [['price', 'isFree']],
  Quiz: [['chapterId', 'courseId']],
  Question: [['correctAnswer', 'options', 'type']],
  QuizAttempt: [['score', 'totalPoints']],
  Assignment: [
    ['chapterId', 'courseId'],
    ['dueDate', 'allowLateSubmission'],
  ],
  AssignmentSubmission: [['score', 'gradedAt']],
  Certificate: [['issuedAt', 'verificationCode', 'certificateUrl', 'templateId']],
  lectern_late_policy: [['rate', 'interval_seconds', 'floor_percent']],
  lectern_question_score: [['points', 'max_points', 'state']],
  lectern_certificate_detail: [['status', 'reason']],
};

/** One decision: a field, and those that go with it. */
export type FieldGroup = {
  /** Name of the first field; names the decision. */
  readonly name: string;
  readonly fields: readonly [ConflictField, ...ConflictField[]];
};

/** The fields of a conflict in the decisions they make up, in the order they came. */
export function groupFields(
  table: string,
  fields: readonly ConflictField[],
): readonly FieldGroup[] {
  const groups = fieldGroups[table] ?? [];
  const made = new Map<string, ConflictField[]>();
  for (const field of fields) {
    const names = groups.find((group) => group.includes(field.field)) ?? [field.field];
    const key = names.join();
    made.set(key, [...(made.get(key) ?? []), field]);
  }
  return [...made].flatMap(([key, members]) => {
    const order = key.split(',');
    const [first, ...rest] = members.toSorted(
      (a, b) => order.indexOf(a.field) - order.indexOf(b.field),
    );
    return first ? [{ name: first.field, fields: [first, ...rest] as const }] : [];
  });
}
