import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { done, text, unwrap } from '../answers';
import type { Command, CommandOutcome } from '../command';
import type { DemoRun } from '../demo/demo-run';
import { gradeWork } from '../demo/grade-work';
import { importBank } from '../demo/import-bank';
import { issueCertificates } from '../demo/issue-certificates';
import { scoreAttempts } from '../demo/score-attempts';
import { createWorkspace, isThere, openEngine } from '../engine-access';

/** A name in the folder that is not taken: an earlier demo there is kept. */
function freshFile(folder: string): string {
  let file = join(folder, 'demo.lectern');
  for (let next = 2; isThere(file); next += 1) file = join(folder, `demo-${next}.lectern`);
  return file;
}

async function playThrough(run: DemoRun, folder: string, file: string): Promise<CommandOutcome> {
  const { imported, quizId } = await importBank(run);
  const scored = await scoreAttempts(run, quizId);
  const graded = await gradeWork(run);
  const certificates = await issueCertificates(run, join(folder, 'certificates'));
  const summary = [
    `Imported ${imported} questions, scored ${scored} attempts, graded ${graded} submissions, issued ${certificates.length} certificates.`,
    `The workspace is ${file}. To look into it: lectern workspace info --workspace ${file}`,
  ];
  return done(
    {
      workspace: file,
      imported,
      scored,
      graded,
      certificates: certificates.map((one) => ({ ...one })),
    },
    summary.join('\n'),
  );
}

const demo: Command = {
  name: 'demo',
  summary: 'Do the main job once, in a fresh workspace with sample data.',
  usage: '[--out DIR]',
  options: { out: { type: 'string' } },
  positionals: [0, 0],
  opens: 'nothing',
  run: async ({ options, signal, note }) => {
    const named = text(options, 'out');
    const folder =
      named === undefined ? mkdtempSync(join(tmpdir(), 'lectern-demo-')) : resolve(named);
    const { file } = unwrap(await createWorkspace(freshFile(folder), true));
    note(`Made ${file} with the sample.`);
    const engine = unwrap(openEngine(file, 'write'));
    try {
      return await playThrough({ client: engine.client, signal, say: note }, folder, file);
    } finally {
      await engine.close();
    }
  },
};

export const demoCommands: readonly Command[] = [demo];
