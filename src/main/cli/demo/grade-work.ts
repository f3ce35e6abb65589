import { unwrap } from '../answers';
import type { DemoRun } from './demo-run';

/** Shares of the points the demo gives, and what it writes beside them. */
const marks = [
  [0.86, 'Clear and well supported. The last page could be half as long.'],
  [0.74, 'A sound answer; say where your figures come from.'],
  [0.92, 'Excellent. You hear the other side and answer it.'],
  [0.58, 'The idea is there. State it in the first paragraph.'],
  [0.81, 'Good work, and a pleasure to read.'],
  [0.67, 'Two of your points are the same. Keep the better one.'],
] as const;

/** Grades what waits in the room with most to do, takes one grade back, and gives it again. */
export async function gradeWork(run: DemoRun): Promise<number> {
  const { client, signal, say } = run;
  const { rooms } = unwrap(await client.grading.rooms({}));
  const room = [...rooms].sort((a, b) => b.ungraded - a.ungraded)[0];
  if (!room) return 0;
  const query = { assignmentId: room.assignmentId, ungraded: true };
  const { submissions } = unwrap(await client.grading.queue(query));
  const waiting = submissions.slice(0, marks.length);
  say(`Grading ${waiting.length} of ${room.ungraded} waiting in “${room.title}”.`);
  for (const [at, { id, learnerName, userId }] of waiting.entries()) {
    const work = unwrap(await client.grading.submission({ id }));
    const [share, feedback] = marks[at] ?? marks[0];
    const raw = Math.round(share * work.maxPoints);
    const given = { id, raw, feedback, versionKey: work.versionKey };
    const grade = unwrap(await client.grading.grade(given, { signal }));
    if (at === waiting.length - 1) {
      const undone = unwrap(await client.grading.undoGrade({ id }));
      say(`  took the last grade back (it is ${undone.score ?? 'not graded'} again)`);
      unwrap(await client.grading.grade(given, { signal }));
    }
    const late = grade.deduction > 0 ? ` (${raw} less ${grade.deduction} for lateness)` : '';
    say(`  ${learnerName ?? userId}: ${grade.score ?? raw} of ${work.maxPoints}${late}`);
  }
  return waiting.length;
}
