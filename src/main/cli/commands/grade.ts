import { done, required, text, unwrap, usageError } from '../answers';
import type { Command } from '../command';

const give: Command = {
  name: 'grade',
  summary: 'Grade a submission: the raw score, before the late rule.',
  usage: 'SUBMISSION --score RAW [--feedback TEXT] [--waive-late]',
  options: {
    score: { type: 'string' },
    feedback: { type: 'string' },
    'waive-late': { type: 'boolean' },
  },
  positionals: [1, 1],
  opens: 'write',
  run: async ({ positionals: [id = ''], options, client }) => {
    const raw = Number(required(options, 'score').replace(',', '.'));
    if (!Number.isFinite(raw)) usageError('--score takes a number of points, such as 78 or 78.5.');
    const feedback = text(options, 'feedback');
    const graded = unwrap(
      await client.grading.grade({
        id,
        raw,
        waiveLate: options['waive-late'] === true,
        ...(feedback === undefined ? {} : { feedback }),
      }),
    );
    const late = graded.deduction > 0 ? `, ${graded.deduction} taken off for lateness` : '';
    return done(graded, `${id}: ${graded.raw} raw${late}, final ${graded.score}.`);
  },
};

const takeBack: Command = {
  name: 'grade undo',
  summary: 'Take the newest grade of a submission back.',
  usage: 'SUBMISSION',
  options: {},
  positionals: [1, 1],
  opens: 'write',
  run: async ({ positionals: [id = ''], client }) => {
    const graded = unwrap(await client.grading.undoGrade({ id }));
    return done(graded, `${id}: score is now ${graded.score ?? 'none'}.`);
  },
};

export const gradeCommands: readonly Command[] = [give, takeBack];
