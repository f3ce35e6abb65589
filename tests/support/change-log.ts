import type { Client } from 'pg';

/** A line of the log without its number: table, key, course. */
export type LogLine = readonly [tbl: string, pk: string | null, scope: string | null];

/** Every line of the log in an order of its own; the log is empty afterwards. */
export async function takeLog(admin: Client): Promise<readonly LogLine[]> {
  const answer = await admin.query<{ tbl: string; pk: string | null; scope: string | null }>(
    `WITH taken AS (DELETE FROM lectern.change_log RETURNING tbl, pk, scope)
     SELECT tbl, pk, scope FROM taken
     ORDER BY tbl COLLATE "C", pk COLLATE "C" NULLS FIRST, scope COLLATE "C" NULLS FIRST`,
  );
  return answer.rows.map(({ tbl, pk, scope }) => [tbl, pk, scope]);
}

/** What the log writes of a table, with the statement that touches one row of it. */
export type Touch = {
  readonly tbl: string;
  readonly pk: string;
  readonly scope: string | null;
  readonly insert: string;
  readonly update: string;
  readonly remove: string;
};

/**
 * Two courses, and one row of every logged table that belongs to the first as far as it belongs to
 * a course: some directly, some through a chapter, some through what hangs on that.
 */
export const world = `
  INSERT INTO "Category" VALUES ('cat', 'Arts');
  INSERT INTO "Course" ("id","createdById","title","updatedAt") VALUES ('a','teacher','A',now()), ('b','other','B',now());
  INSERT INTO "Chapter" ("id","title","position","courseId","updatedAt") VALUES ('ch','One',0,'a',now());
  INSERT INTO "Quiz" ("id","title","courseId") VALUES ('quiz','Of the course','a');
  INSERT INTO "Quiz" ("id","title","chapterId") VALUES ('quiz-ch','Of the chapter','ch');
  INSERT INTO "QuizAttempt" ("id","userId","quizId","answers","score","totalPoints") VALUES ('try','mia','quiz-ch','{}',1,2);
  INSERT INTO "Assignment" ("id","title","description","courseId") VALUES ('essay','Essay','','a');
  INSERT INTO "Assignment" ("id","title","description","chapterId") VALUES ('essay-ch','Essay','','ch');
  INSERT INTO "AssignmentSubmission" ("id","userId","assignmentId") VALUES ('work','mia','essay-ch');
  INSERT INTO "UserXP" ("id","userId") VALUES ('xp-mia','mia');
  INSERT INTO "Achievement" ("id","name","description","icon","category","condition") VALUES ('ach','First','','','','{}');
`;

const touch = (
  tbl: string,
  scope: string | null,
  columns: string,
  values: string,
  update: string,
  key: readonly [column: string, value: string] = ['id', 'row'],
): Touch => {
  const server = tbl.startsWith('lectern_') ? `lectern.${tbl.slice(8)}` : `"${tbl}"`;
  const where = `WHERE "${key[0]}" = '${key[1]}'`;
  return {
    tbl,
    pk: key[1],
    scope,
    insert: `INSERT INTO ${server} (${columns}) VALUES (${values})`,
    update: `UPDATE ${server} SET ${update} ${where}`,
    remove: `DELETE FROM ${server} ${where}`,
  };
};

/** One insert, one update and one delete for every logged table, over the world above. */
export const touches: readonly Touch[] = [
  touch('Category', null, 'id, name', `'row','Music'`, `name = 'Dance'`),
  touch(
    'Course',
    'row',
    '"id","createdById","title","updatedAt"',
    `'row','teacher','C',now()`,
    `"title" = 'D'`,
  ),
  touch(
    'Attachment',
    'a',
    '"id","name","url","courseId","updatedAt"',
    `'row','x','y','a',now()`,
    `"name" = 'z'`,
  ),
  touch(
    'Chapter',
    'a',
    '"id","title","position","courseId","updatedAt"',
    `'row','x',1,'a',now()`,
    `"position" = 2`,
  ),
  touch('MuxData', 'a', '"id","assetId","chapterId"', `'row','x','ch'`, `"assetId" = 'y'`),
  touch(
    'UserProgress',
    'a',
    '"id","userId","chapterId","updatedAt"',
    `'row','mia','ch',now()`,
    `"isCompleted" = true`,
  ),
  touch(
    'Purchase',
    'a',
    '"id","userId","courseId","updatedAt"',
    `'row','mia','a',now()`,
    `"updatedAt" = now()`,
  ),
  touch('Quiz', 'a', '"id","title","chapterId"', `'row','x','ch'`, `"title" = 'y'`),
  touch(
    'Question',
    'a',
    '"id","quizId","type","question","correctAnswer","order"',
    `'row','quiz-ch','essay','?','{}',0`,
    `"points" = 3`,
  ),
  touch(
    'QuizAttempt',
    'a',
    '"id","userId","quizId","answers","score","totalPoints"',
    `'row','mia','quiz','{}',1,2`,
    `"score" = 2`,
  ),
  touch(
    'Assignment',
    'a',
    '"id","title","description","courseId"',
    `'row','x','','a'`,
    `"maxPoints" = 9`,
  ),
  touch(
    'AssignmentSubmission',
    'a',
    '"id","userId","assignmentId"',
    `'row','ben','essay-ch'`,
    `"score" = 5`,
  ),
  touch(
    'Certificate',
    'a',
    '"id","userId","courseId","certificateUrl","verificationCode"',
    `'row','mia','a','u','v'`,
    `"certificateUrl" = 'w'`,
  ),
  touch(
    'Achievement',
    null,
    '"id","name","description","icon","category","condition"',
    `'row','x','','','','{}'`,
    `"xpReward" = 5`,
  ),
  touch(
    'UserAchievement',
    null,
    '"id","userId","achievementId"',
    `'row','mia','ach'`,
    `"unlockedAt" = now()`,
  ),
  touch('UserStreak', null, '"id","userId"', `'row','mia'`, `"currentStreak" = 2`),
  touch('UserXP', null, '"id","userId"', `'row','ben'`, `"totalXP" = 5`),
  touch(
    'XPTransaction',
    null,
    '"id","userId","amount","reason","sourceType","sourceId"',
    `'row','mia',5,'','quiz','q'`,
    `"amount" = 6`,
  ),
  touch(
    'lectern_person',
    null,
    'user_id, name, source, created_at, updated_at',
    `'mia','Mia','x',now(),now()`,
    `name = 'M'`,
    ['user_id', 'mia'],
  ),
  touch(
    'lectern_grade_history',
    'a',
    'id, submission_id, at, who',
    `'row','work',now(),'t'`,
    `reason = 'late'`,
  ),
  touch(
    'lectern_late_policy',
    'a',
    'assignment_id, rate, interval_seconds',
    `'essay-ch',5,3600`,
    `rate = 6`,
    ['assignment_id', 'essay-ch'],
  ),
  touch(
    'lectern_submission_version',
    'a',
    'id, submission_id, seen_at, submitted_at',
    `'row','work',now(),now()`,
    `content = 'x'`,
  ),
  touch(
    'lectern_question_score',
    'a',
    'id, attempt_id, question_id, points, max_points, state',
    `'row','try','q',1,2,'auto'`,
    `points = 2`,
  ),
  touch(
    'lectern_certificate_template',
    null,
    'id, version, name, design',
    `'row',1,'Plain','{}'`,
    `name = 'Gold'`,
  ),
  touch(
    'lectern_certificate_detail',
    'a',
    'id, certificate_id, user_id, course_id, version, code, status, issued_at, template_id, template_version, snapshot, issued_by',
    `'row','cert','mia','a',1,'code','issued',now(),'t',1,'{}','teacher'`,
    `status = 'revoked'`,
  ),
  touch(
    'lectern_sync_conflict',
    'a',
    'id, table_name, row_key, scope, client_id, who, fields',
    `'row','Quiz','quiz','a','c','Mia','{}'`,
    `resolved = 'mine'`,
  ),
  {
    tbl: 'lectern_course_access',
    pk: 'mia/a',
    scope: null,
    insert: `INSERT INTO lectern.course_access VALUES ('mia', 'a')`,
    update: `UPDATE lectern.course_access SET user_id = 'mia' WHERE user_id = 'mia'`,
    remove: `DELETE FROM lectern.course_access WHERE user_id = 'mia'`,
  },
];
