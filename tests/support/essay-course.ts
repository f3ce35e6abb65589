import type { Client } from 'pg';

/** What every LMS of these tests has: two learners who have handed in an essay. */
export async function fillEssays(
  admin: Client,
  learners: readonly string[] = ['u1', 'u2'],
): Promise<void> {
  await admin.query(
    `INSERT INTO "Course" ("id","createdById","title","updatedAt") VALUES ('c1','teacher','History',now());
     INSERT INTO "Assignment" ("id","title","description","courseId","maxPoints","xpReward","dueDate","allowLateSubmission","isPublished","updatedAt")
       VALUES ('a1','Essay 1','Write.','c1',10,50,NULL,true,true,now())`,
  );
  for (const user of learners) {
    await admin.query(
      `INSERT INTO "AssignmentSubmission" ("id","userId","assignmentId","content","submittedAt")
       VALUES ($1,$2,'a1','My essay','2026-03-01T10:00:00Z')`,
      [`s-${user}`, user],
    );
    await admin.query(
      `INSERT INTO lectern.person (user_id, name, source) VALUES ($1, $2, 'roster')`,
      [user, user === 'u1' ? 'Mia Ito' : `Learner ${user}`],
    );
  }
}
