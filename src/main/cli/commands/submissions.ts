import { done, flag, required, table, unwrap } from '../answers';
import type { Command } from '../command';

const listThem: Command = {
  name: 'submissions list',
  summary: 'List the submissions of an assignment.',
  usage: '--assignment ID [--ungraded]',
  options: { assignment: { type: 'string' }, ungraded: { type: 'boolean' } },
  positionals: [0, 0],
  opens: 'read',
  run: async ({ options, client }) => {
    const assignmentId = required(options, 'assignment');
    unwrap(await client.assignments.get({ id: assignmentId }));
    const { submissions } = unwrap(
      await client.grading.queue({ assignmentId, ungraded: flag(options, 'ungraded') }),
    );
    const rows = submissions.map(({ id, userId, score, submittedAt, gradedAt, late }) => ({
      id,
      userId,
      score,
      submittedAt,
      gradedAt,
      late,
    }));
    const lines = rows.map((row) => [
      row.id,
      row.userId,
      row.score,
      row.submittedAt,
      row.late ? 'late' : '',
    ]);
    return done({ submissions: rows }, rows.length === 0 ? 'No submissions.' : table(lines));
  },
};

export const submissionCommands: readonly Command[] = [listThem];
