import { unwrap } from '../answers';
import type { DemoRun } from './demo-run';
import { demoBank, demoBankName } from './demo-bank';

/** What came of the import. */
export type ImportedBank = { readonly quizId: string; readonly imported: number };

/** Brings the bank in as a new quiz: previews it, names what is wrong with it, stores the rest. */
export async function importBank(run: DemoRun): Promise<ImportedBank> {
  const { client, signal, say } = run;
  const { courses } = unwrap(await client.courses.list({}));
  const courseId = courses.find(({ title }) => title === 'Thermodynamics')?.id ?? null;
  const sources = [{ name: demoBankName, text: demoBank }];
  const preview = unwrap(await client.imports.preview({ sources }, { signal }));
  const { previewId } = preview;
  const page = unwrap(await client.imports.page({ previewId, limit: 1000 }));
  const target = { newQuiz: 'Thermodynamics, week 4', courseId };
  const accepted = unwrap(await client.imports.accept({ previewId, target }, { signal }));
  const sum = (count: (file: (typeof accepted.files)[number]) => number): number =>
    accepted.files.reduce((total, file) => total + count(file), 0);
  const imported = sum((file) => file.imported);
  say(`Imported ${imported} of ${sum((file) => file.found)} questions of ${demoBankName}.`);
  for (const { status, line, title, stem, raw, problems } of page.questions) {
    if (status === 'imported') continue;
    const why = problems.map(({ message }) => message).join(' ');
    const what = status === 'rejected' ? 'was left out' : status.replace('_', ' ');
    const start = (title ?? (stem === '' ? raw : stem)).trim().slice(0, 60);
    say(`  line ${problems[0]?.line ?? line}: “${start}” ${what}. ${why}`);
  }
  return { quizId: accepted.quizId, imported };
}
