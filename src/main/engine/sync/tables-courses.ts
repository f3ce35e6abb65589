import { columnsOf, type SyncTable } from './sync-table';
import { courseOfOwner, ownersIn, type Owner } from './tables-owners';

const ofCourse = {
  course: 't."courseId"',
  inCourses: (list: string) => `t."courseId" IN (${list})`,
} as const;

const ofChapter = {
  course: '(SELECT c."courseId" FROM "Chapter" c WHERE c."id" = t."chapterId")',
  inCourses: (list: string) =>
    `t."chapterId" IN (SELECT c."id" FROM "Chapter" c WHERE c."courseId" IN (${list}))`,
} as const;

/** A quiz or an assignment: of a course, or of a course's chapter. */
const ofCourseOrChapter = {
  course:
    'COALESCE(t."courseId", (SELECT c."courseId" FROM "Chapter" c WHERE c."id" = t."chapterId"))',
  inCourses: (list: string) =>
    `(t."courseId" IN (${list}) OR (t."courseId" IS NULL AND t."chapterId" IN (SELECT c."id" FROM "Chapter" c WHERE c."courseId" IN (${list}))))`,
} as const;

/** What hangs on a quiz or an assignment through `column`. */
function through(owner: Owner, column: string) {
  return {
    course: `(${courseOfOwner(owner)} WHERE o."id" = t."${column}")`,
    inCourses: (list: string) => `t."${column}" IN (${ownersIn(owner, list)})`,
  } as const;
}

const shared = { key: 'id', part: 'course' } as const;

/** The LMS's own tables that belong to courses, and the categories above them. */
export const courseTables: readonly SyncTable[] = [
  {
    name: 'Category',
    key: 'id',
    part: 'all',
    mode: 'mirror',
    columns: columnsOf({ text: ['id', 'name'] }),
    together: [],
    parents: [],
  },
  {
    ...shared,
    name: 'Course',
    mode: 'edit',
    course: 't."id"',
    inCourses: (list) => `t."id" IN (${list})`,
    columns: columnsOf({
      text: ['id', 'createdById', 'title', 'description', 'imageUrl', 'categoryId', 'difficulty'],
      real: ['price'],
      bool: ['isPublished', 'isFree'],
      int: ['estimatedHours', 'xpReward'],
      list: ['prerequisites'],
      time: ['createdAt', 'updatedAt'],
    }),
    together: [['price', 'isFree']],
    parents: [{ column: 'categoryId', table: 'Category' }],
  },
  {
    ...shared,
    ...ofCourse,
    name: 'Attachment',
    mode: 'mirror',
    columns: columnsOf({
      text: ['id', 'name', 'url', 'courseId'],
      time: ['createdAt', 'updatedAt'],
    }),
    together: [],
    parents: [{ column: 'courseId', table: 'Course' }],
  },
  {
    ...shared,
    ...ofCourse,
    name: 'Chapter',
    mode: 'edit',
    columns: columnsOf({
      text: ['id', 'title', 'description', 'videoUrl', 'courseId'],
      int: ['position', 'xpReward'],
      bool: ['isPublished', 'isFree'],
      time: ['createdAt', 'updatedAt'],
    }),
    together: [],
    parents: [{ column: 'courseId', table: 'Course' }],
  },
  {
    ...shared,
    ...ofChapter,
    name: 'MuxData',
    mode: 'mirror',
    columns: columnsOf({ text: ['id', 'assetId', 'playbackId', 'chapterId'] }),
    together: [],
    parents: [{ column: 'chapterId', table: 'Chapter' }],
  },
  {
    ...shared,
    ...ofChapter,
    name: 'UserProgress',
    mode: 'mirror',
    columns: columnsOf({
      text: ['id', 'userId', 'chapterId'],
      bool: ['isCompleted'],
      time: ['createdAt', 'updatedAt'],
    }),
    together: [],
    parents: [{ column: 'chapterId', table: 'Chapter' }],
  },
  {
    ...shared,
    ...ofCourse,
    name: 'Purchase',
    mode: 'mirror',
    columns: columnsOf({ text: ['id', 'userId', 'courseId'], time: ['createdAt', 'updatedAt'] }),
    together: [],
    parents: [{ column: 'courseId', table: 'Course' }],
  },
  {
    ...shared,
    ...ofCourseOrChapter,
    name: 'Quiz',
    mode: 'edit',
    columns: columnsOf({
      text: ['id', 'title', 'description', 'chapterId', 'courseId'],
      int: ['timeLimit', 'maxAttempts', 'passingScore', 'xpReward'],
      bool: ['isPublished'],
      time: ['createdAt', 'updatedAt'],
    }),
    together: [['chapterId', 'courseId']],
    parents: [
      { column: 'chapterId', table: 'Chapter' },
      { column: 'courseId', table: 'Course' },
    ],
  },
  {
    ...shared,
    ...through('Quiz', 'quizId'),
    name: 'Question',
    mode: 'edit',
    columns: columnsOf({
      text: ['id', 'quizId', 'type', 'question', 'explanation'],
      json: ['options', 'correctAnswer'],
      int: ['points', 'order'],
      time: ['createdAt'],
    }),
    together: [['type', 'options', 'correctAnswer']],
    parents: [{ column: 'quizId', table: 'Quiz' }],
  },
  {
    ...shared,
    ...through('Quiz', 'quizId'),
    name: 'QuizAttempt',
    mode: 'edit',
    columns: columnsOf({
      text: ['id', 'userId', 'quizId'],
      json: ['answers'],
      real: ['score'],
      int: ['totalPoints', 'timeSpent'],
      time: ['completedAt'],
    }),
    together: [['score', 'totalPoints']],
    parents: [{ column: 'quizId', table: 'Quiz' }],
  },
  {
    ...shared,
    ...ofCourseOrChapter,
    name: 'Assignment',
    mode: 'edit',
    columns: columnsOf({
      text: ['id', 'title', 'description', 'chapterId', 'courseId'],
      int: ['maxPoints', 'xpReward'],
      bool: ['allowLateSubmission', 'isPublished'],
      time: ['dueDate', 'createdAt', 'updatedAt'],
    }),
    together: [
      ['chapterId', 'courseId'],
      ['dueDate', 'allowLateSubmission'],
    ],
    parents: [
      { column: 'chapterId', table: 'Chapter' },
      { column: 'courseId', table: 'Course' },
    ],
  },
  {
    ...shared,
    ...through('Assignment', 'assignmentId'),
    name: 'AssignmentSubmission',
    mode: 'edit',
    columns: columnsOf({
      text: ['id', 'userId', 'assignmentId', 'content', 'feedback'],
      list: ['fileUrls'],
      real: ['score'],
      time: ['submittedAt', 'gradedAt'],
    }),
    together: [['score', 'gradedAt']],
    parents: [{ column: 'assignmentId', table: 'Assignment' }],
  },
  {
    ...shared,
    ...ofCourse,
    name: 'Certificate',
    mode: 'edit',
    columns: columnsOf({
      text: ['id', 'userId', 'courseId', 'templateId', 'certificateUrl', 'verificationCode'],
      time: ['issuedAt'],
    }),
    together: [['templateId', 'certificateUrl', 'verificationCode', 'issuedAt']],
    parents: [{ column: 'courseId', table: 'Course' }],
  },
];
