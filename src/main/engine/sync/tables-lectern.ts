import { columnsOf, type SyncTable } from './sync-table';
import { courseOfOwner, ownersIn } from './tables-owners';

/** What belongs to a submission. */
const ofSubmission = {
  key: 'id',
  part: 'course',
  together: [],
  course: `(${courseOfOwner('Assignment')} JOIN "AssignmentSubmission" s ON s."assignmentId" = o."id" WHERE s."id" = t."submission_id")`,
  inCourses: (list: string) =>
    `t."submission_id" IN (SELECT s."id" FROM "AssignmentSubmission" s WHERE s."assignmentId" IN (${ownersIn('Assignment', list)}))`,
  parents: [{ column: 'submission_id', table: 'AssignmentSubmission' }],
} as const;

/** Lectern's own tables that are shared through the server. */
export const lecternTables: readonly SyncTable[] = [
  {
    name: 'lectern_person',
    key: 'user_id',
    part: 'all',
    mode: 'edit',
    columns: columnsOf({
      text: ['user_id', 'name', 'email', 'source'],
      time: ['created_at', 'updated_at'],
    }),
    together: [],
    parents: [],
  },
  {
    name: 'lectern_certificate_template',
    key: 'id',
    part: 'all',
    mode: 'record',
    columns: columnsOf({
      text: ['id', 'name'],
      int: ['version'],
      json: ['design'],
      time: ['created_at'],
    }),
    together: [],
    parents: [],
  },
  {
    name: 'lectern_late_policy',
    key: 'assignment_id',
    part: 'course',
    mode: 'edit',
    course: `(${courseOfOwner('Assignment')} WHERE o."id" = t."assignment_id")`,
    inCourses: (list) => `t."assignment_id" IN (${ownersIn('Assignment', list)})`,
    columns: columnsOf({
      text: ['assignment_id'],
      real: ['rate', 'floor_percent'],
      int: ['interval_seconds'],
    }),
    together: [['rate', 'interval_seconds', 'floor_percent']],
    parents: [{ column: 'assignment_id', table: 'Assignment' }],
  },
  {
    ...ofSubmission,
    name: 'lectern_submission_version',
    mode: 'record',
    columns: columnsOf({
      text: ['id', 'submission_id', 'content'],
      list: ['file_urls'],
      time: ['seen_at', 'submitted_at'],
    }),
  },
  {
    ...ofSubmission,
    name: 'lectern_grade_history',
    mode: 'record',
    columns: columnsOf({
      text: ['id', 'submission_id', 'who', 'from_feedback', 'to_feedback', 'reason', 'action_id'],
      real: ['from_score', 'to_score', 'raw', 'deduction'],
      time: ['at'],
    }),
  },
  {
    name: 'lectern_question_score',
    key: 'id',
    part: 'course',
    mode: 'edit',
    course: `(${courseOfOwner('Quiz')} JOIN "QuizAttempt" a ON a."quizId" = o."id" WHERE a."id" = t."attempt_id")`,
    inCourses: (list) =>
      `t."attempt_id" IN (SELECT a."id" FROM "QuizAttempt" a WHERE a."quizId" IN (${ownersIn('Quiz', list)}))`,
    columns: columnsOf({
      text: ['id', 'attempt_id', 'question_id', 'state'],
      real: ['points', 'max_points'],
    }),
    together: [['points', 'max_points', 'state']],
    parents: [{ column: 'attempt_id', table: 'QuizAttempt' }],
  },
  {
    name: 'lectern_certificate_detail',
    key: 'id',
    part: 'course',
    mode: 'edit',
    course: 't."course_id"',
    inCourses: (list) => `t."course_id" IN (${list})`,
    columns: columnsOf({
      text: [
        'id',
        'certificate_id',
        'user_id',
        'course_id',
        'code',
        'status',
        'reason',
        'template_id',
        'pdf_sha256',
        'file',
        'key_id',
        'issued_by',
      ],
      int: ['version', 'template_version'],
      json: ['snapshot'],
      time: ['issued_at', 'expires_at'],
    }),
    together: [['status', 'reason']],
    parents: [{ column: 'certificate_id', table: 'Certificate' }],
  },
  {
    name: 'lectern_sync_conflict',
    key: 'id',
    part: 'course',
    mode: 'edit',
    course: 't."scope"',
    inCourses: (list) => `t."scope" IN (${list})`,
    columns: columnsOf({
      text: [
        'id',
        'table_name',
        'row_key',
        'scope',
        'client_id',
        'user_id',
        'who',
        'resolved',
        'resolved_by',
      ],
      json: ['fields'],
      time: ['at', 'resolved_at'],
    }),
    together: [['resolved', 'resolved_by', 'resolved_at']],
    parents: [],
  },
];
